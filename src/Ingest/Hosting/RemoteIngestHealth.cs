using Facilities.Ingest.Observability;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Facilities.Ingest.Hosting;

/// <summary>Says when no ingest process is heard of. Pages go on without one, so it never makes the dashboard unready.</summary>
internal sealed class RemoteIngestHealth(IIngestView ingest) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var processes = ingest.Status.Processes;
        var data = new Dictionary<string, object> { ["processes"] = processes };
        return Task.FromResult(processes > 0 ? HealthCheckResult.Healthy("heard", data) : HealthCheckResult.Degraded("ingest-silent", data: data));
    }
}
