using Facilities.Ingest.Observability;

namespace Facilities.Dashboard.Api;

/// <summary>What the service itself is doing; read by load tests and the operations page.</summary>
internal static class StatusApi
{
    public static void MapStatus(this IEndpointRouteBuilder api) =>
        api.MapGet("/status", GetStatus).WithTags("Service").AllowAnonymous().AddEndpointFilter<LoopbackOrSignedIn>();

    private static ServiceStatus GetStatus(IngestMonitor monitor) => ServiceStatus.Of(monitor.Status);
}
