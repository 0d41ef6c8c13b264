using Facilities.Detection;
using Facilities.Domain;
using Facilities.Ingest.Consumers;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Operations.Replays;
using Facilities.Storage.TimeSeries.Transfer;
using Facilities.Telemetry;

namespace Facilities.Ingest.Jobs;

/// <summary>
/// Judges stored telemetry again for assets that delivered late: live judgement went over these stretches with holes in them. The detectors run on
/// the whole stretch in the order of event time, with fresh state; what they find is handed over like any other finding, so what was found live
/// changes nothing, and what is over by now goes into the summary.
/// </summary>
internal sealed class AnomalyScan(
    LateReadings late, AssetDirectory directory, ITimeSeriesStore store, FindingIntake intake, SiteClock clock)
{
    /// <summary>Before the oldest late reading, so that conditions with a duration are seen from their start.</summary>
    private static readonly long LeadInMs = (long)TimeSpan.FromHours(1).TotalMilliseconds;

    private static readonly long LongestMs = (long)TimeSpan.FromDays(7).TotalMilliseconds;

    /// <summary>A late delivery counts as complete when nothing more of it came for this long.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(2);

    /// <summary>Returns the number of assets looked at. What couldn't be looked at (a store that is away) waits for the next run.</summary>
    /// <param name="quiet">Only assets that delivered nothing late for this long, in site time; <see cref="Quiet"/> but in tests.</param>
    public async Task<int> RunAsync(TimeSpan quiet, CancellationToken cancellationToken)
    {
        var looked = 0;
        foreach (var (source, delivery) in late.QuietSince(clock.NowUnixMs - (long)quiet.TotalMilliseconds))
        {
            if (directory.TryGet(new SourceId(source), out var asset)) await ScanAsync(asset, delivery.OldestEventUnixMs, cancellationToken).ConfigureAwait(false);
            late.Forget(source, delivery);
            looked++;
        }

        return looked;
    }

    private async Task ScanAsync(AssetEntry asset, long oldestUnixMs, CancellationToken cancellationToken)
    {
        var now = clock.NowUnixMs;
        var engine = new DetectionEngine();
        engine.Add(asset.Source, asset.Profile);
        var found = new FindingList();
        var from = Math.Max(oldestUnixMs, now - LongestMs) - LeadInMs;
        await foreach (var page in store.PagesAsync(asset.Source, from, now, cancellationToken).ConfigureAwait(false)) StoredReadings.Observe(engine, page, found);
        var over = Over(found);
        if (over.Count > 0) await intake.ApplyAsync(over, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Only what began and ended: whether something stands now is for the live detectors, which know more than this stretch. Silence is left out
    /// too: in hindsight it isn't where the live clock saw it.
    /// </summary>
    private static List<Finding> Over(FindingList found)
    {
        var over = new List<Finding>();
        foreach (var cleared in found.Where(finding => finding is { Kind: FindingKind.Cleared, ClearedUnixMs: not null } && !StoredReadings.IsSilence(finding.RuleKey)))
        {
            var raised = found.FindLast(finding =>
                finding.Kind == FindingKind.Raised && finding.RuleKey == cleared.RuleKey && finding.OnsetUnixMs == cleared.OnsetUnixMs);
            if (raised is not null) over.Add(raised with { Stands = false, ClearedUnixMs = cleared.ClearedUnixMs });
        }

        return over;
    }
}
