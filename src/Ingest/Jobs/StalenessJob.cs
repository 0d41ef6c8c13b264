using Facilities.Detection;
using Facilities.Domain;
using Facilities.Ingest.Hosting;
using Facilities.Ingest.Observability;
using Facilities.Operations.Assets;

namespace Facilities.Ingest.Jobs;

/// <summary>
/// Counts who is silent, for metrics and the log. The faults themselves come from the detectors, per point and within seconds; this is the look at
/// the whole that tells a dead gateway from a dead network.
/// </summary>
internal sealed class StalenessJob(
    AssetDirectory directory, IFreshnessView freshness, SiteClock clock, IngestMetrics metrics, IngestService ingest, ILogger<StalenessJob> logger)
    : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        int fresh = 0, stale = 0, never = 0;
        var now = clock.NowUnixMs;
        foreach (var asset in directory.All)
        {
            switch (freshness.StateOf(asset.Source, now))
            {
                case FreshnessState.Never: never++; break;
                case FreshnessState.Stale: stale++; break;
                default: fresh++; break;
            }
        }

        if (metrics.Freshness(fresh, stale, never)) Log.Staleness(logger, fresh, stale, never);
        return Task.CompletedTask;
    }
}
