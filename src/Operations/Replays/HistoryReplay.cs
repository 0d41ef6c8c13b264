using Facilities.Detection;
using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.TimeSeries.Transfer;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Replays;

/// <summary>
/// Judges stored telemetry again: by the rules as they stand and by changed ones, in one pass, and puts beside it what was found then. Both begin
/// without memory <see cref="LeadIn"/> earlier, so that baselines are trained and conditions with a duration are seen from their start; what was
/// learned before that isn't known to them, which is why today's rules may find other things than were found then. Thread-safe.
/// </summary>
public sealed class HistoryReplay(IDbContextFactory<FacilitiesDb> databases, ITimeSeriesStore store)
{
    public static readonly TimeSpan LeadIn = TimeSpan.FromDays(14);

    /// <summary>Most events of an asset, by either rules.</summary>
    public const int MostEvents = OccurrenceLog.Most;

    /// <param name="entry">The asset; whoever asks may see it.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="until">Exclusive.</param>
    /// <param name="changes">What is tried, over what the asset has of its own already.</param>
    /// <param name="progress">Share of the time that is done, 0 to 1; told on the thread that judges.</param>
    /// <exception cref="DetectionProfileException">The changed numbers don't fit together.</exception>
    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<AssetReplay> RunAsync(
        AssetEntry entry, DateTimeOffset from, DateTimeOffset until, AssetOverrides changes, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(changes);
        var asIs = Judge(entry, entry.Profile, from);
        var changed = Judge(entry, entry.Template.Profile((entry.Overrides ?? AssetOverrides.None).With(changes)), from);
        var (begin, end) = ((from - LeadIn).ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds());
        var (readings, first) = (0L, (long?)null);
        await foreach (var page in store.PagesAsync(entry.Source, begin, end, cancellationToken).ConfigureAwait(false))
        {
            first ??= page[0].EventTimeUnixMs;
            readings += page.Count;
            asIs.Observe(page);
            changed.Observe(page);
            progress?.Report((page[^1].EventTimeUnixMs - begin) / (double)(end - begin));
        }

        asIs.End(end);
        changed.End(end);
        var lines = ReplayLine.SideBySide(
            await HappenedAsync(entry.Id, from, until, cancellationToken).ConfigureAwait(false), asIs.Log.Occurrences, changed.Log.Occurrences);
        return new AssetReplay(entry, lines, Math.Max(asIs.Log.LeftOut, changed.Log.LeftOut), readings, first is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }

    private static ReplayJudge Judge(AssetEntry entry, DetectionProfile profile, DateTimeOffset from) => new(entry.Source, profile, from.ToUnixTimeMilliseconds());

    private async Task<List<Occurrence>> HappenedAsync(AssetId id, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Findings.OfReadings().Where(finding => finding.AssetId == id && finding.OnsetAt >= from && finding.OnsetAt < until).OrderBy(finding => finding.OnsetAt).Take(OccurrenceLog.Most)
                .Select(finding => new Occurrence(finding.RuleKey, finding.ModeKey, finding.OnsetAt, finding.DetectedAt, finding.ClearedAt, finding.Signal, finding.Value, finding.Limit))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
