using Facilities.Ingest.Hosting;
using Facilities.Operations.Forecasts;

namespace Facilities.Ingest.Jobs;

/// <summary>Looks every hour for what will reach its limit.</summary>
internal sealed class TrendJob(TrendScan scan, IngestService ingest, ILogger<TrendJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => scan.RunAsync(cancellationToken);
}
