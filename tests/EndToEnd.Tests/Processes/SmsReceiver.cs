using System.Collections.Concurrent;
using System.Text.Json;

namespace Facilities.EndToEnd_Tests.Processes;

/// <summary>An SMS gateway on loopback that keeps the newest link of each phone and fault.</summary>
internal sealed class SmsReceiver : IAsyncDisposable
{
    /// <summary>Reporters are not texted at night: nine hours of a site clock that runs 300 times as fast, and a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly ConcurrentDictionary<(string Phone, string Number), string> _links = new();
    private JsonReceiver _receiver = null!;

    private SmsReceiver()
    {
    }

    public Uri Address => _receiver.Address;

    public static async Task<SmsReceiver> StartAsync()
    {
        var sms = new SmsReceiver();
        sms._receiver = await JsonReceiver.StartAsync("/sms", sms.Take);
        return sms;
    }

    /// <summary>Path of the link that was sent to a phone, below the service's address.</summary>
    /// <param name="number">Of the fault that it is about.</param>
    /// <param name="kind">How the path begins: <c>/a/</c> or <c>/r/</c>.</param>
    public async Task<string> LinkAsync(string phone, string number, string kind)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if (_links.TryGetValue((phone, number), out var link) && new Uri(link).AbsolutePath is var path && path.StartsWith(kind, StringComparison.Ordinal)) return path;
            await Task.Delay(50, limit.Token);
        }
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    private void Take(JsonElement body)
    {
        var data = body.GetProperty("data");
        var variables = data.GetProperty("variables");
        if (variables.GetProperty("link").GetString() is { Length: > 0 } link) _links[(data.GetProperty("phone").GetString()!, variables.GetProperty("number").GetString()!)] = link;
    }
}
