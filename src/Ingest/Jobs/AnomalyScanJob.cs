using Facilities.Ingest.Hosting;

namespace Facilities.Ingest.Jobs;

/// <summary>The hourly look at stored telemetry.</summary>
internal sealed class AnomalyScanJob(AnomalyScan scan, IngestService ingest, ILogger<AnomalyScanJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => scan.RunAsync(AnomalyScan.Quiet, cancellationToken);
}
