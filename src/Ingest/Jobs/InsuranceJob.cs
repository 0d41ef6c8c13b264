using Facilities.Ingest.Hosting;
using Facilities.Operations.Policies;

namespace Facilities.Ingest.Jobs;

/// <summary>Tells of policies that end.</summary>
internal sealed class InsuranceJob(PolicyWarnings policies, IngestService ingest, ILogger<InsuranceJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => policies.RunAsync(cancellationToken);
}
