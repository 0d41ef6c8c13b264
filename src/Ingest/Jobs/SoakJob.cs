using Facilities.Ingest.Hosting;
using Facilities.Operations.Soak;

namespace Facilities.Ingest.Jobs;

/// <summary>Faults under observation: what came back is reopened at once, not only when the time is over.</summary>
internal sealed class SoakJob(SoakChecks soak, IngestService ingest, ILogger<SoakJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => soak.RunAsync(cancellationToken);
}
