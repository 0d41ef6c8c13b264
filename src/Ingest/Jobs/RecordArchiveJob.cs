using Facilities.Ingest.Hosting;
using Facilities.Operations.Inspections;

namespace Facilities.Ingest.Jobs;

/// <summary>Deletes records of inspections that needn't be kept any more.</summary>
internal sealed class RecordArchiveJob(RecordArchive archive, IngestService ingest, ILogger<RecordArchiveJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => archive.RunAsync(cancellationToken);
}
