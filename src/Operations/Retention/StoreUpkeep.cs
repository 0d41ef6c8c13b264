using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Evidence;
using Facilities.Storage.Relational;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Retention;

/// <summary>
/// Rolls up and removes telemetry by the retention plan, in site-clock time, evidence excepted. A run does a bounded share; run it often. Thread-safe.
/// </summary>
public sealed class StoreUpkeep(IDbContextFactory<FacilitiesDb> databases, AssetDirectory directory, RetentionPlan plan, ITimeSeriesStore series, SiteClock clock)
{
    public async Task<MaintenanceReport> RunAsync(int mostSources, CancellationToken cancellationToken)
    {
        // The clock first: evidence that is pinned from here on is younger than anything that this run may remove.
        var now = clock.NowUnixMs;
        Dictionary<SourceId, List<TimeSpanUnixMs>> pins;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            pins = await EvidencePins.BySourceAsync(db, cancellationToken).ConfigureAwait(false);
        }

        return await series.MaintainAsync(
            new MaintenanceRun { NowUnixMs = now, MostSources = mostSources, Retention = source => Of(source, pins) }, cancellationToken).ConfigureAwait(false);
    }

    private SourceRetention Of(SourceId source, Dictionary<SourceId, List<TimeSpanUnixMs>> pins)
    {
        var retention = plan.Of(directory.TryGet(source, out var entry) ? entry.TypeKey : null);
        return pins.TryGetValue(source, out var pinned) ? retention with { Pinned = pinned } : retention;
    }
}
