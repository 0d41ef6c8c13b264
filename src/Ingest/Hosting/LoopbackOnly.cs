using System.Net;

namespace Facilities.Ingest.Hosting;

/// <summary>Lets callers on this machine in, and others only when they are signed in.</summary>
internal sealed class LoopbackOnly : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        // No address at all is a test server's in-memory connection.
        var isLocal = http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
        return isLocal || http.User.Identity is { IsAuthenticated: true } ? next(context) : new(Results.Unauthorized());
    }
}
