using System.Text;
using Microsoft.Extensions.Logging;

namespace Facilities.Mqtt;

/// <summary>
/// Writes changes of retained messages behind: the last change per topic, in batches, so that a burst of states is one
/// transaction. A failing store is retried; meanwhile changes gather, one per topic at most.
/// </summary>
internal sealed class RetainedWriter(ISessionStore store, ILogger log, TimeProvider time) : IDisposable
{
    /// <summary>How long changes gather; also what a crash may forget.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly WakeUpSignal _wakeUp = new();
    private readonly CancellationTokenSource _stopping = new();
    private Dictionary<string, MqttRetainedMessage?> _dirty = new(StringComparer.Ordinal);
    private Task _loop = Task.CompletedTask;
    private bool _failing;

    public ValueTask<IReadOnlyList<MqttRetainedMessage>> LoadAsync(CancellationToken ct) => store.LoadRetainedAsync(ct);

    public void Start() => _loop = LoopAsync();

    public void Stored(RoutedMessage message, long nowUnixMs)
    {
        var retained = message.ToRetained(nowUnixMs);
        lock (_gate)
            _dirty[retained.Topic] = retained;
        _wakeUp.Set();
    }

    public void Removed(RoutedMessage message)
    {
        lock (_gate)
            _dirty[Encoding.UTF8.GetString(message.Topic)] = null;
        _wakeUp.Set();
    }

    /// <summary>Writes what is left.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        _wakeUp.Set();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await SaveAsync(ct).ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task LoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await _wakeUp.WaitAsync().ConfigureAwait(false);
            if (_stopping.IsCancellationRequested)
                return;
            await Task.Delay(Gathering, time, _stopping.Token).ConfigureAwait(false);
            if (!await SaveAsync(_stopping.Token).ConfigureAwait(false))
            {
                await Task.Delay(RetryAfter, time, _stopping.Token).ConfigureAwait(false);
                _wakeUp.Set();
            }
        }
    }

    private async Task<bool> SaveAsync(CancellationToken ct)
    {
        Dictionary<string, MqttRetainedMessage?> batch;
        lock (_gate)
        {
            if (_dirty.Count == 0)
                return true;
            batch = _dirty;
            _dirty = new Dictionary<string, MqttRetainedMessage?>(StringComparer.Ordinal);
        }

        try
        {
            await store.SaveRetainedAsync([.. batch.Select(c => new MqttRetainedChange(c.Key, c.Value))], ct).ConfigureAwait(false);
            if (_failing)
                Log.RetainedStoreRecovered(log);
            _failing = false;
            return true;
        }
        catch (Exception e)
        {
            if (!_failing && !ct.IsCancellationRequested)
                Log.RetainedStoreFails(log, e);
            _failing = true;
            lock (_gate)
            {
                foreach (var (topic, message) in batch)
                    _dirty.TryAdd(topic, message);
            }

            return false;
        }
    }
}
