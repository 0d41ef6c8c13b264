using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Facilities.EndToEnd_Tests.Processes;

/// <summary>A server on loopback that takes what is posted to one path as JSON.</summary>
internal sealed class JsonReceiver : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly string _path;

    private JsonReceiver(WebApplication server, string path) => (_server, _path) = (server, path);

    public Uri Address => new(_server.Urls.Single() + _path);

    /// <param name="path">With its slash.</param>
    /// <param name="take">Called for each body, on any thread.</param>
    public static async Task<JsonReceiver> StartAsync(string path, Action<JsonElement> take)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapPost(path, async context =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            take(body.RootElement);
        });
        await server.StartAsync();
        return new JsonReceiver(server, path);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
