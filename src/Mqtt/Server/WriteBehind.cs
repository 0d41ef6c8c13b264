using Microsoft.Extensions.Logging;

namespace Facilities.Mqtt;

/// <summary>
/// Runs a save a moment after it was asked for, so that a burst of changes is one transaction; one save at a time. A save that fails is tried again
/// after a pause; the outage is logged when it begins and ends. The save keeps what it couldn't store.
/// </summary>
internal sealed class WriteBehind(string what, Func<CancellationToken, ValueTask> save, ILogger log, TimeProvider time) : IDisposable
{
    /// <summary>How long changes gather.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly WakeUpSignal _wakeUp = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private bool _failing;

    public void Start() => _loop = LoopAsync();

    /// <summary>There is something to save. Any thread.</summary>
    public void Ask() => _wakeUp.Set();

    /// <summary>Ends the loop and saves once more.</summary>
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
        try
        {
            await save(ct).ConfigureAwait(false);
            if (_failing)
                Log.StoreRecovered(log, what);
            _failing = false;
            return true;
        }
        catch (Exception e)
        {
            if (!_failing && !ct.IsCancellationRequested)
                Log.StoreFails(log, what, e);
            _failing = true;
            return false;
        }
    }
}
