namespace Facilities.Dashboard.Live;

/// <summary>
/// One timer per open page for everything that counts down or ages. It ticks by the system's second, not the site clock's:
/// a site clock running a hundred times as fast must not redraw a hundred times as often. Thread-safe.
/// </summary>
public sealed class PageTicker : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _system;
    private readonly List<Subscription> _subscriptions = [];
    private ITimer? _timer;

    public PageTicker() : this(TimeProvider.System)
    {
    }

    internal PageTicker(TimeProvider system) => _system = system;

    /// <summary>Calls <paramref name="tick"/> about once a second until the result is disposed. It must not throw.</summary>
    public IDisposable EverySecond(Func<Task> tick)
    {
        var subscription = new Subscription(this, tick);
        lock (_lock)
        {
            _subscriptions.Add(subscription);
            _timer ??= _system.CreateTimer(_ => Tick(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }

        return subscription;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _subscriptions.Clear();
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Tick()
    {
        Subscription[] now;
        lock (_lock) now = [.. _subscriptions];
        foreach (var subscription in now) _ = subscription.Tick();
    }

    private void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            _subscriptions.Remove(subscription);
            if (_subscriptions.Count > 0) return;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private sealed class Subscription(PageTicker owner, Func<Task> tick) : IDisposable
    {
        public async Task Tick()
        {
            try
            {
                await tick();
            }
            catch (ObjectDisposedException)
            {
                // The page went away between the tick and its turn.
            }
        }

        public void Dispose() => owner.Remove(this);
    }
}
