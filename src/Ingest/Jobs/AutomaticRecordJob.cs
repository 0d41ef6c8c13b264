using Facilities.Ingest.Hosting;
using Facilities.Operations.Inspections;

namespace Facilities.Ingest.Jobs;

/// <summary>Writes the records of duties that devices perform by themselves.</summary>
internal sealed class AutomaticRecordJob(AutomaticRecords records, IngestService ingest, ILogger<AutomaticRecordJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => records.RunAsync(cancellationToken);
}
