using Facilities.Ingest.Hosting;
using Facilities.Operations.Claims;
using Facilities.Operations.Funds;
using Facilities.Operations.Policies;

namespace Facilities.Ingest.Jobs;

/// <summary>Tells of policies that end and of claims whose deadlines come near or have passed, and books facility money.</summary>
internal sealed class InsuranceJob(PolicyWarnings policies, ClaimReminders claims, LedgerBooking ledger, IngestService ingest, ILogger<InsuranceJob> logger) : UseCaseJob(ingest, logger)
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await policies.RunAsync(cancellationToken);
        await claims.RunAsync(cancellationToken);
        await ledger.RunAsync(cancellationToken);
    }
}
