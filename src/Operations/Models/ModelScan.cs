using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Models;
using Facilities.Operations.Assets;
using Facilities.Operations.Faults;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Models;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Models;

/// <summary>
/// Judges every hour that is over with the models of its asset, and hands over what active ones say like any other finding. Every model stores through which hour it has judged, so a run goes on where the last one
/// stopped, those that wait longest first. Findings are handed over before the hour is stored: judged again they are the same. Thread-safe; one run at a time.
/// </summary>
public sealed class ModelScan(
    AssetDirectory directory, IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, FindingIntake intake, ModelOptions options, SiteClock clock, ILogger<ModelScan> logger)
{
    /// <summary>Name of its progress.</summary>
    public const string Run = "model-scan";

    /// <summary>What comes within it after an hour still counts.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <summary>After a longer stop hours before are let go: nobody acts on them any more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    private readonly OneByOne<AssetId> _each = new("The look with models at asset", logger, clock);
    private readonly ModelHoursReader _reader = new(series);
    private readonly Runs _runs = new(databases, writer, clock);

    /// <summary>A share of what is to be judged.</summary>
    /// <param name="most">Assets at most.</param>
    /// <param name="budget">Time of the machine after which no further asset is begun.</param>
    /// <param name="cancellationToken">Ends it between two assets.</param>
    /// <returns>How many assets were looked at.</returns>
    /// <exception cref="StoreUnavailableException">The store is away; the next firing goes on.</exception>
    public async Task<int> RunAsync(int most, TimeSpan budget, CancellationToken cancellationToken)
    {
        var now = ModelHours.HourOf((clock.GetUtcNow() - Grace).ToUnixTimeMilliseconds());
        var assets = await DueAsync(At(now), most, cancellationToken).ConfigureAwait(false);
        if (assets.Count == 0) return 0;
        var run = await _runs.ResumeAsync(Run, At(now), cancellationToken).ConfigureAwait(false) ?? new RunProgress { Name = Run, StartedAt = clock.GetUtcNow() };
        var began = TimeProvider.System.GetTimestamp();
        var looked = 0;
        foreach (var id in assets)
        {
            if (TimeProvider.System.GetElapsedTime(began) >= budget && looked > 0) break;
            await _each.TryAsync(id, async () => run.Changed += await LookAsync(id, now, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            (run.Position, run.Done, looked) = (id.Value, run.Done + 1, looked + 1);
        }

        run.EndedAt = looked == assets.Count && assets.Count < most ? clock.GetUtcNow() : null;
        await _runs.SaveAsync(run, cancellationToken).ConfigureAwait(false);
        return looked;
    }

    /// <summary>Also assets whose model was rolled back or retired while its finding stood.</summary>
    private async Task<IReadOnlyList<AssetId>> DueAsync(DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        var failed = _each.LeftAlone();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var orphans = await db.Findings.Where(finding => finding.ClearedAt == null && finding.RuleKey.StartsWith(ModelFindings.Prefix) && !failed.Contains(finding.AssetId)
                    && !db.AssetModels.Any(model => model.AssetId == finding.AssetId && model.State == ModelState.Active))
                .Select(finding => finding.AssetId).Distinct().OrderBy(id => id).Take(most).ToListAsync(cancellationToken).ConfigureAwait(false);
            var due = await db.AssetModels.Where(model => model.State != ModelState.Retired && model.ScannedThrough < until && !failed.Contains(model.AssetId) && db.Assets.Any(asset => asset.Id == model.AssetId && asset.InService))
                .GroupBy(model => model.AssetId).OrderBy(group => group.Min(model => model.ScannedThrough)).Select(group => group.Key).Take(most).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. orphans.Concat(due).Distinct().Take(most)];
        }
    }

    /// <summary>Returns how many findings it told.</summary>
    private async Task<int> LookAsync(AssetId id, int now, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(id, cancellationToken).ConfigureAwait(false);
        var told = new List<Finding>();
        if (directory.TryGet(new SourceId(id.Value), out var asset) && known.Models.Count > 0)
        {
            var from = Math.Max(known.Models.Min(model => ModelHours.HourOf(model.ScannedThrough.ToUnixTimeMilliseconds())), now - (int)Longest.TotalHours);
            var hours = await _reader.ReadAsync(asset, from, now, cancellationToken).ConfigureAwait(false);
            foreach (var baseline in known.Models.GroupBy(model => model.Baseline))
            {
                if (ModelShapes.Of(asset.Template, baseline.Key) is { } shape) told.AddRange(new BaselineLook(asset, shape, baseline, known, options, clock.GetUtcNow()).Through(hours, now));
            }
        }

        var standing = known.Models.Where(model => model.State == ModelState.Active).Select(model => (Key: ModelFindings.KeyOf(model.Baseline), Onset: OnsetOf(ModelText.WatchOf(model)))).ToList();
        // What stands but is no model's any more: rolled back, replaced, repaired.
        told.AddRange(known.Standing.Where(finding => !standing.Contains((finding.RuleKey, finding.OnsetUnixMs)) && !told.Exists(other => other.Kind == FindingKind.Cleared && other.RuleKey == finding.RuleKey && other.OnsetUnixMs == finding.OnsetUnixMs))
            .Select(finding => ModelFindings.Gone(new SourceId(id.Value), finding.RuleKey, finding.OnsetUnixMs, At(now).ToUnixTimeMilliseconds())));
        if (told.Count > 0) await intake.ApplyAsync(told, cancellationToken).ConfigureAwait(false);
        foreach (var model in known.Models) model.ScannedThrough = At(now);
        await writer.WriteAsync((unit, token) => StoreAsync(unit, known.Models, token), cancellationToken).ConfigureAwait(false);
        return told.Count;
    }

    private async Task<ModelFacts> KnownAsync(AssetId id, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await ModelFacts.LoadAsync(db, id, clock.GetUtcNow() - Longest, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A person may have rolled one back meanwhile: what is decided then stands, and the next run goes by it.</summary>
    private async Task StoreAsync(WriteUnit unit, IReadOnlyList<AssetModel> judged, CancellationToken cancellationToken)
    {
        var ids = judged.Select(model => model.Id).ToList();
        var stored = await unit.Db.AssetModels.Where(model => ids.Contains(model.Id)).ToDictionaryAsync(model => model.Id, cancellationToken).ConfigureAwait(false);
        foreach (var model in judged)
        {
            if (!stored.TryGetValue(model.Id, out var row) || row.RetiredAt != null || row.TrainedAt != model.TrainedAt) continue;
            var newlyDrifted = row.DriftSince is null && model.DriftSince is not null;
            unit.Db.Entry(row).CurrentValues.SetValues(model);
            if (newlyDrifted) await ModelDrift.TellAsync(unit, model, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }
    }

    private static long? OnsetOf(ResidualState watch) => watch.OnsetHour is { } hour ? ModelFindings.EndOf(hour) : null;

    private static DateTimeOffset At(int hour) => DateTimeOffset.FromUnixTimeMilliseconds(hour * ModelHours.LengthMs);
}
