using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Health;
using Facilities.Domain.Inspections;
using Facilities.Operations.Assets;
using Facilities.Operations.Forecasts;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Health;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Health;

/// <summary>
/// Scores assets: each once a day, and as of now when somebody asks. What telemetry says is read once a day and kept beside the score; faults and inspections are read anew,
/// so an answer as of now costs a few rows. Thread-safe.
/// </summary>
public sealed class AssetHealthScores(
    EntriesInScope entries, AssetDirectory directory, IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ITimeSeriesStore series, AssetForecasts forecasts, SiteClock clock,
    ILogger<AssetHealthScores> logger)
{
    private const int HistoryDays = 365;

    /// <summary>Scores are kept this long.</summary>
    private const int KeptDays = 3 * 365;

    private const int PerTransaction = 25;

    private readonly SeenHealthReader _reader = new(series, forecasts);
    private readonly OneByOne<AssetId> _each = new("The health score of asset", logger, clock);

    /// <summary>Scores assets that have no score of today, within a budget. What is left waits for the next run; a store that is away ends it.</summary>
    /// <param name="most">Assets at most.</param>
    /// <param name="budget">Time of the machine after which no further asset is begun.</param>
    /// <param name="cancellationToken">Ends it between two assets.</param>
    /// <returns>How many were scored.</returns>
    public async Task<int> RunAsync(int most, TimeSpan budget, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var scored = 0;
        foreach (var some in (await DueAsync(most, cancellationToken).ConfigureAwait(false)).Chunk(PerTransaction))
        {
            var seen = new Dictionary<AssetId, SeenHealth>();
            foreach (var id in some)
            {
                if (TimeProvider.System.GetElapsedTime(began) >= budget) break;
                await _each.TryAsync(id, async () => seen[id] = await ReadAsync(id, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }

            if (seen.Count > 0) await writer.WriteAsync((unit, token) => StoreAsync(unit.Db, seen, token), cancellationToken).ConfigureAwait(false);
            scored += seen.Count;
            if (TimeProvider.System.GetElapsedTime(began) >= budget) break;
        }

        return scored;
    }

    /// <summary>As of now, with the stored days; null if there is no such asset in the scope.</summary>
    /// <exception cref="StoreUnavailableException">The store is away, and telemetry was never read for this asset.</exception>
    public async Task<AssetHealthView?> OfAsync(Scope scope, AssetId id, CancellationToken cancellationToken)
    {
        if (await entries.FindAsync(scope, id, cancellationToken).ConfigureAwait(false) is not { } entry) return null;
        var now = clock.GetUtcNow();
        var today = SiteDay.Of(now);
        var from = today.AddDays(-HistoryDays);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var stored = await db.AssetHealth.AsNoTracking().FirstOrDefaultAsync(health => health.AssetId == id, cancellationToken).ConfigureAwait(false);
            var history = await db.AssetHealthDays.AsNoTracking().Where(day => day.AssetId == id && day.Day >= from).OrderBy(day => day.Day)
                .Select(day => new HealthDay(day.Day, day.Score)).ToListAsync(cancellationToken).ConfigureAwait(false);
            var (seen, seenAt) = await SeenAsync(entry, stored, today, now, cancellationToken).ConfigureAwait(false);
            var facts = (await FactsAsync(db, new Dictionary<AssetId, SeenHealth> { [id] = seen }, now, cancellationToken).ConfigureAwait(false))[id];
            var result = HealthScore.Of(facts);
            return new AssetHealthView(result.Score, result.Reasons, stored is null || stored.Day < today || stored.Score != result.Score, seenAt, seen.Coverage, history);
        }
    }

    /// <summary>Of a type that isn't known any more nothing is seen.</summary>
    private async Task<SeenHealth> ReadAsync(AssetId id, CancellationToken cancellationToken) => directory.TryGet(new SourceId(id.Value), out var entry)
        ? await _reader.ReadAsync(entry, await forecasts.ZoneAsync(entry.Community, cancellationToken).ConfigureAwait(false), clock.GetUtcNow(), cancellationToken).ConfigureAwait(false)
        : SeenHealth.Nothing;

    private async Task<(SeenHealth Seen, DateTimeOffset At)> SeenAsync(AssetEntry entry, AssetHealth? stored, DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (stored is not null && stored.Day >= today) return (stored.Seen, stored.ScoredAt);
        try
        {
            return (await _reader.ReadAsync(entry, await forecasts.ZoneAsync(entry.Community, cancellationToken).ConfigureAwait(false), now, cancellationToken).ConfigureAwait(false), now);
        }
        catch (StoreUnavailableException) when (stored is not null)
        {
            return (stored.Seen, stored.ScoredAt);
        }
    }

    private async Task<IReadOnlyList<AssetId>> DueAsync(int most, CancellationToken cancellationToken)
    {
        var (today, failed) = (SiteDay.Of(clock.GetUtcNow()), _each.LeftAlone());
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.Assets.Where(asset => asset.InService && !failed.Contains(asset.Id) && !db.AssetHealth.Any(health => health.AssetId == asset.Id && health.Day >= today))
                .OrderBy(asset => asset.Id).Select(asset => asset.Id).Take(most).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task StoreAsync(FacilitiesDb db, Dictionary<AssetId, SeenHealth> seen, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = SiteDay.Of(now);
        var ids = seen.Keys.ToList();
        var rows = await db.AssetHealth.Where(health => ids.Contains(health.AssetId)).ToDictionaryAsync(health => health.AssetId, cancellationToken).ConfigureAwait(false);
        var days = await db.AssetHealthDays.Where(day => ids.Contains(day.AssetId) && day.Day == today).ToDictionaryAsync(day => day.AssetId, cancellationToken).ConfigureAwait(false);
        foreach (var (id, facts) in await FactsAsync(db, seen, now, cancellationToken).ConfigureAwait(false))
        {
            var result = HealthScore.Of(facts);
            if (!rows.TryGetValue(id, out var row)) db.AssetHealth.Add(row = new AssetHealth { AssetId = id });
            (row.Score, row.Day, row.ScoredAt, row.Seen) = (result.Score, today, now, seen[id]);
            row.Reasons = [.. result.Reasons.Select(reason => new StoredHealthReason(reason.Text.ToString(), reason.Points))];
            if (!days.TryGetValue(id, out var day)) db.AssetHealthDays.Add(day = new AssetHealthDay { AssetId = id, Day = today });
            day.Score = result.Score;
        }

        var oldest = today.AddDays(-KeptDays);
        await db.AssetHealthDays.Where(day => ids.Contains(day.AssetId) && day.Day < oldest).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<Dictionary<AssetId, HealthFacts>> FactsAsync(FacilitiesDb db, IReadOnlyDictionary<AssetId, SeenHealth> seen, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = seen.Keys.ToList();
        var (recent, proven) = (now - HealthScore.RepeatWindow, now - HealthScore.ContradictedWindow);
        var faults = (await db.Faults.AsNoTracking().Where(fault => ids.Contains(fault.AssetId) && (fault.OpenFamily != null || (fault.State == FaultState.Closed && fault.DetectedAt >= recent)))
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(fault => fault.AssetId);
        var overdue = await db.InspectionItems.Where(item => ids.Contains(item.AssetId) && item.State == InspectionState.Overdue).GroupBy(item => item.AssetId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken).ConfigureAwait(false);
        var contradicted = await db.InspectionProofs.Where(proof => ids.Contains(proof.AssetId) && proof.Verdict == ProofVerdict.Contradicted && proof.JudgedAt >= proven).GroupBy(proof => proof.AssetId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken).ConfigureAwait(false);
        var assets = await db.Assets.AsNoTracking().Where(asset => ids.Contains(asset.Id)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return assets.ToDictionary(asset => asset.Id, asset => new HealthFacts
        {
            OpenFaults = [.. faults[asset.Id].Where(fault => fault.IsOpen).Select(fault => new HealthFault(fault.Severity, now - fault.DetectedAt, fault.ModeKey))],
            Repeats = Repeats([.. faults[asset.Id]], recent),
            Forecasts = seen[asset.Id].Forecasts,
            Drifts = seen[asset.Id].Drifts,
            OverdueInspections = overdue.GetValueOrDefault(asset.Id),
            ContradictedInspections = contradicted.GetValueOrDefault(asset.Id),
            AgeYears = asset.CommissionedOn is { } since ? (SiteDay.Of(now).DayNumber - since.DayNumber) / 365.25 : null,
            DesignLifeYears = LifeOf(asset),
            Coverage = seen[asset.Id].Coverage,
        });
    }

    /// <summary>Reopened, or found again in the same family.</summary>
    private static int Repeats(IReadOnlyList<Fault> faults, DateTimeOffset from) =>
        faults.Where(fault => fault.DetectedAt >= from).Sum(fault => fault.ReopenCount)
        + faults.Where(fault => fault.DetectedAt >= from).GroupBy(fault => fault.Family).Sum(family => family.Count() - 1);

    private double? LifeOf(Asset asset) => directory.TryGet(new SourceId(asset.Id.Value), out var entry) ? entry.Template.DesignLifeYears : null;
}
