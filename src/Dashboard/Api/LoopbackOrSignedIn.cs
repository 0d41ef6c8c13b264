using System.Net;

namespace Facilities.Dashboard.Api;

/// <summary>Lets through programs of this machine, and people who are signed in. No secrets behind it: counters only.</summary>
internal sealed class LoopbackOrSignedIn : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var local = http.Connection.RemoteIpAddress is null || IPAddress.IsLoopback(http.Connection.RemoteIpAddress);
        return local || http.User.Identity is { IsAuthenticated: true } ? await next(context) : Results.Unauthorized();
    }
}
