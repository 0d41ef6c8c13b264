using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Facilities.EndToEnd_Tests.Measured;

/// <summary>A receiver of webhooks on loopback that remembers when it was first told of an asset.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Webhook(WebApplication server) => _server = server;

    public ConcurrentDictionary<string, DateTimeOffset> Told { get; } = new(StringComparer.Ordinal);

    public Uri Address => new(_server.Urls.Single() + "/hook");

    public static async Task<Webhook> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var hook = new Webhook(builder.Build());
        hook._server.MapPost("/hook", hook.TakeAsync);
        await hook._server.StartAsync();
        return hook;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var at = DateTimeOffset.UtcNow;
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        if (body.RootElement.GetProperty("data").TryGetProperty("fields", out var fields) && fields.TryGetProperty("asset", out var asset) && asset.GetString() is { } code)
            Told.TryAdd(code, at);
    }
}
