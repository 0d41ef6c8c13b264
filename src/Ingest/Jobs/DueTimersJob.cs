using Facilities.Ingest.Hosting;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Permits;

namespace Facilities.Ingest.Jobs;

/// <summary>Passed limits, steps of the ladder, ended holds, permits and soaks, silent follow-ups.</summary>
internal sealed class DueTimersJob(DueTimers timers, PermitEnds permits, IngestService ingest, ILogger<DueTimersJob> logger) : UseCaseJob(ingest, logger)
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await timers.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await permits.RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
