using System.Net;

namespace Facilities.Ingest.Hosting;

/// <summary>Lets callers on this machine in, and others only when they are signed in. For what holds no secrets: counters and the clock.</summary>
public sealed class LoopbackOrSignedIn : IEndpointFilter
{
    /// <inheritdoc/>
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        // No address at all is a test server's in-memory connection.
        var isLocal = http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
        return isLocal || http.User.Identity is { IsAuthenticated: true } ? next(context) : new(Results.Unauthorized());
    }
}
