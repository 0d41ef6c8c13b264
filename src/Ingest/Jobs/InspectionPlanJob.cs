using Facilities.Ingest.Hosting;
using Facilities.Operations.Inspections;

namespace Facilities.Ingest.Jobs;

/// <summary>Keeps the inspection plan ahead and marks what is due, overdue or missed.</summary>
internal sealed class InspectionPlanJob(InspectionPlanning planning, IngestService ingest, ILogger<InspectionPlanJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => planning.RunAsync(cancellationToken);
}
