using Facilities.Ingest.Hosting;
using Facilities.Operations.Reports;

namespace Facilities.Ingest.Jobs;

/// <summary>Makes subscribed reports whose period is over.</summary>
internal sealed class ReportJob(ReportRun reports, IngestService ingest, ILogger<ReportJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => reports.RunAsync(cancellationToken);
}
