using Facilities.Ingest.Hosting;
using Facilities.Operations.Proofs;

namespace Facilities.Ingest.Jobs;

/// <summary>Searches the days that are over for work that nobody recorded.</summary>
internal sealed class UnclaimedWorkJob(UnclaimedWorks works, IngestService ingest, ILogger<UnclaimedWorkJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => works.RunAsync(cancellationToken);
}
