using Facilities.Ingest.Hosting;
using Facilities.Operations.Proofs;

namespace Facilities.Ingest.Jobs;

/// <summary>Asks telemetry whether recorded inspections were really done.</summary>
internal sealed class InspectionProofJob(InspectionProofs proofs, IngestService ingest, ILogger<InspectionProofJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => proofs.RunAsync(cancellationToken);
}
