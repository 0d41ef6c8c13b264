using Facilities.Dashboard.Circuits;
using Facilities.Ingest.Hosting;
using Facilities.Ingest.Observability;

namespace Facilities.Dashboard.Api;

/// <summary>What the service itself is doing; read by load tests and the operations page.</summary>
internal static class StatusApi
{
    public static void MapStatus(this IEndpointRouteBuilder calls) =>
        calls.MapGet("/status", GetStatus).WithTags("Service").WithName(nameof(GetStatus)).AllowAnonymous().AddEndpointFilter<LoopbackOrSignedIn>();

    /// <summary>Counters of intake since the start, the journal's consumers, open pages, memory and processor time. Open to this machine's programs.</summary>
    internal static ServiceStatus GetStatus(IIngestView ingest, CircuitMetrics circuits) => ServiceStatus.Of(ingest.Status, circuits.Read());
}
