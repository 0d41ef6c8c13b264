using Facilities.Ingest.Hosting;
using Quartz;

namespace Facilities.Ingest.Jobs;

/// <summary>
/// A trigger around one use case. Runs one at a time per job; a failure is logged and left to the next firing, because every use case decides from
/// stored instants what is due and so catches up by itself.
/// </summary>
[DisallowConcurrentExecution]
internal abstract class UseCaseJob(IngestService ingest, ILogger logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // The scheduler may come up before the database and go on for a moment after intake has stopped.
        if (!ingest.IsReady) return;
        try
        {
            await RunAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The top of a job: logged, and tried again at the next firing.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.JobFailed(logger, e, GetType().Name);
        }
    }

    protected abstract Task RunAsync(CancellationToken cancellationToken);
}
