using Facilities.Ingest.Hosting;
using Facilities.Operations.Forecasts;

namespace Facilities.Ingest.Jobs;

/// <summary>Looks every hour for what will reach its limit; a few seconds of each minute until all assets are through.</summary>
internal sealed class TrendJob(TrendScan scan, IngestService ingest, ILogger<TrendJob> logger) : UseCaseJob(ingest, logger)
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(5);

    protected override Task RunAsync(CancellationToken cancellationToken) => StoreAway.WaitsAsync(() => scan.RunAsync(Budget, cancellationToken));
}
