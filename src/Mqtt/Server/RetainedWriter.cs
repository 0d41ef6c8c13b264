using System.Text;
using Microsoft.Extensions.Logging;

namespace Facilities.Mqtt;

/// <summary>
/// Writes changes of retained messages behind: the last change per topic and audience. While the store fails changes gather, one of each at most. A crash may
/// forget what <see cref="WriteBehind"/> was gathering.
/// </summary>
internal sealed class RetainedWriter : IDisposable
{
    private readonly ISessionStore _store;
    private readonly Lock _gate = new();
    private readonly WriteBehind _behind;
    private Dictionary<(string Topic, string? Audience), MqttRetainedMessage?> _dirty = [];

    public RetainedWriter(ISessionStore store, ILogger log, TimeProvider time)
    {
        _store = store;
        _behind = new WriteBehind("Retained messages", SaveAsync, log, time);
    }

    public ValueTask<IReadOnlyList<MqttRetainedMessage>> LoadAsync(CancellationToken ct) => _store.LoadRetainedAsync(ct);

    public void Start() => _behind.Start();

    public void Stored(RoutedMessage message, long nowUnixMs)
    {
        var retained = message.ToRetained(nowUnixMs);
        lock (_gate)
            _dirty[(retained.Topic, retained.Audience)] = retained;
        _behind.Ask();
    }

    public void Removed(RoutedMessage message)
    {
        lock (_gate)
            _dirty[(Encoding.UTF8.GetString(message.Topic), message.Audience)] = null;
        _behind.Ask();
    }

    /// <summary>Writes what is left.</summary>
    public Task StopAsync(CancellationToken ct) => _behind.StopAsync(ct);

    public void Dispose() => _behind.Dispose();

    private async ValueTask SaveAsync(CancellationToken ct)
    {
        Dictionary<(string Topic, string? Audience), MqttRetainedMessage?> batch;
        lock (_gate)
        {
            if (_dirty.Count == 0)
                return;
            batch = _dirty;
            _dirty = [];
        }

        try
        {
            await _store.SaveRetainedAsync([.. batch.Select(c => new MqttRetainedChange(c.Key.Topic, c.Value, c.Key.Audience))], ct).ConfigureAwait(false);
        }
        catch
        {
            lock (_gate)
            {
                foreach (var (key, message) in batch)
                    _dirty.TryAdd(key, message);
            }

            throw;
        }
    }
}
