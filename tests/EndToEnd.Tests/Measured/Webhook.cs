using System.Collections.Concurrent;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Processes;

namespace Facilities.EndToEnd_Tests.Measured;

/// <summary>A receiver of webhooks on loopback that remembers when it was first told of an asset.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    private JsonReceiver _receiver = null!;

    private Webhook()
    {
    }

    public ConcurrentDictionary<string, DateTimeOffset> Told { get; } = new(StringComparer.Ordinal);

    public Uri Address => _receiver.Address;

    public static async Task<Webhook> StartAsync()
    {
        var hook = new Webhook();
        hook._receiver = await JsonReceiver.StartAsync("/hook", hook.Take);
        return hook;
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    private void Take(JsonElement body)
    {
        var at = DateTimeOffset.UtcNow;
        if (body.GetProperty("data").TryGetProperty("fields", out var fields) && fields.TryGetProperty("asset", out var asset) && asset.GetString() is { } code) Told.TryAdd(code, at);
    }
}
