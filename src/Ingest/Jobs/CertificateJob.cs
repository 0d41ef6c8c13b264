using Facilities.Ingest.Hosting;
using Facilities.Operations.Compliance;

namespace Facilities.Ingest.Jobs;

/// <summary>Tells of papers that expire.</summary>
internal sealed class CertificateJob(CertificateWarnings warnings, IngestService ingest, ILogger<CertificateJob> logger) : UseCaseJob(ingest, logger)
{
    protected override Task RunAsync(CancellationToken cancellationToken) => warnings.RunAsync(cancellationToken);
}
