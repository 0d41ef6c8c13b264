using Facilities.Ingest.Hosting;
using Facilities.Operations.Complaints;

namespace Facilities.Ingest.Jobs;

/// <summary>Takes records out of hotline files that wait, until none is left or the service stops; the next start goes on.</summary>
internal sealed class ComplaintImportJob(ComplaintImportRun imports, IngestService ingest, ILogger<ComplaintImportJob> logger) : UseCaseJob(ingest, logger)
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await imports.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was read is saved; it goes on from there.
        }
    }
}
