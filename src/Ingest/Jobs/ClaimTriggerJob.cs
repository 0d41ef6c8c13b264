using Facilities.Ingest.Hosting;
using Facilities.Operations.Claims;

namespace Facilities.Ingest.Jobs;

/// <summary>While people are trapped only the clock moves: the ladder's steps are passed without any reading or act.</summary>
internal sealed class ClaimTriggerJob(ClaimTrigger claims, IngestService ingest, ILogger<ClaimTriggerJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => claims.RunAsync(cancellationToken);
}
