using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Facilities.Mqtt;

/// <summary>MQTT over WebSocket (MQTT 5 §6) on an address of the web server, with the sessions and limits of the listener.</summary>
public static class MqttWebSocketEndpoint
{
    /// <summary>The one subprotocol of both versions [MQTT-6.0.0-3].</summary>
    private const string Subprotocol = "mqtt";

    /// <summary>Answers WebSocket requests for <paramref name="pattern"/> that ask for the subprotocol <c>mqtt</c>.</summary>
    public static IEndpointConventionBuilder MapMqttWebSocket(this IEndpointRouteBuilder endpoints, string pattern = "/mqtt")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var pipeline = endpoints.CreateApplicationBuilder().UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        pipeline.Run(HandleAsync);
        return endpoints.Map(pattern, pipeline.Build());
    }

    private static async Task HandleAsync(HttpContext http)
    {
        var server = http.RequestServices.GetRequiredService<MqttServer>();
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.Headers.Upgrade = "websocket";
            await RefuseAsync(http, StatusCodes.Status426UpgradeRequired, "MQTT is spoken here over WebSocket, subprotocol 'mqtt'.").ConfigureAwait(false);
            return;
        }

        if (!http.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "The subprotocol 'mqtt' has to be asked for (Sec-WebSocket-Protocol).").ConfigureAwait(false);
            return;
        }

        var from = http.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, http.Connection.RemotePort) : null;
        if (!server.TryAdmit(from))
        {
            http.Response.Headers.RetryAfter = "10";
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "Too many connections.").ConfigureAwait(false);
            return;
        }

        try
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync(Subprotocol).ConfigureAwait(false);
            var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            var connection = new WebSocketConnection(socket, http, IsThirdParty(http.Request), stopping);
            await using (connection.ConfigureAwait(false)) await connection.RunAsync(server.RunAsync).ConfigureAwait(false);
        }
        finally
        {
            server.Leave(from);
        }
    }

    /// <summary>
    /// Came by a proxy, or from a page of another site: any page that is open in a browser on this machine could speak from loopback, which in the
    /// demo needs no password. A name that isn't this machine's own says nothing about where the page is from, whatever its address is now (DNS rebinding):
    /// only <c>localhost</c> and loopback addresses are asked for by programs of this machine alone. Schemes aren't compared: a proxy may end TLS.
    /// </summary>
    private static bool IsThirdParty(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded") || headers.ContainsKey("Via")) return true;
        if (!IsLoopback(request.Host.Host)) return true;
        if (headers.Origin is not [{ Length: > 0 } origin]) return headers.Origin.Count > 0;
        return !Uri.TryCreate(origin, UriKind.Absolute, out var page)
            || !string.Equals(page.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
            || page.Port != (request.Host.Port ?? (page.Scheme is "https" or "wss" ? 443 : 80));
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static Task RefuseAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(text, http.RequestAborted);
    }
}
