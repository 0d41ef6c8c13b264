using Facilities.Ingest.Hosting;
using Facilities.Operations.Claims;

namespace Facilities.Ingest.Jobs;

/// <summary>While equipment is out of order only the clock moves: steps of a cover are passed without any act.</summary>
internal sealed class LossTriggerJob(LossTriggers losses, IngestService ingest, ILogger<LossTriggerJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => losses.RunAsync(cancellationToken);
}
