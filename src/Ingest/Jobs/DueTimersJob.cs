using Facilities.Ingest.Hosting;
using Facilities.Operations.Deadlines;

namespace Facilities.Ingest.Jobs;

/// <summary>Passed limits, ended holds and soaks, silent follow-ups.</summary>
internal sealed class DueTimersJob(DueTimers timers, IngestService ingest, ILogger<DueTimersJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => timers.RunAsync(cancellationToken);
}
