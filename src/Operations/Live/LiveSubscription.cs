namespace Facilities.Operations.Live;

internal sealed class LiveSubscription(LiveFeed feed, LiveInterest interest) : ILiveSubscription
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _changed = new(0, 1);
    private HashSet<LiveChange> _pending = [];
    private bool _disposed;

    public void Offer(LiveChange change)
    {
        if (!interest.Wants(change)) return;
        lock (_lock)
        {
            if (_disposed) return;
            if (_pending.Count >= LiveFeed.MaximumPending && !_pending.Contains(change))
            {
                _pending.Clear();
                change = LiveChange.Everything;
            }
            else if (_pending.Contains(LiveChange.Everything))
            {
                return;
            }

            if (_pending.Add(change) && _pending.Count == 1 && _changed.CurrentCount == 0) _changed.Release();
        }
    }

    public async ValueTask<IReadOnlyCollection<LiveChange>> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _changed.WaitAsync(cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                if (_pending.Count == 0) continue;
                var taken = _pending;
                _pending = [];
                return taken;
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            _pending.Clear();
        }

        feed.Remove(this);
        // The semaphore is left to the collector: a reader may still be waiting on it with its own token.
    }
}
