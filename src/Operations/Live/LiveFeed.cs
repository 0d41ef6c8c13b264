namespace Facilities.Operations.Live;

/// <summary>The feed within one process. Thread-safe.</summary>
public sealed class LiveFeed : ILiveFeed
{
    /// <summary>Changed things a subscriber keeps before it is told to read everything again (several screens' worth).</summary>
    public const int MaximumPending = 1_024;

    private readonly Lock _lock = new();
    private volatile LiveSubscription[] _subscriptions = [];

    public bool HasSubscribers => _subscriptions.Length > 0;

    public void Publish(LiveChange change)
    {
        foreach (var subscription in _subscriptions) subscription.Offer(change);
    }

    public ILiveSubscription Subscribe(LiveInterest interest)
    {
        var subscription = new LiveSubscription(this, interest);
        lock (_lock) _subscriptions = [.. _subscriptions, subscription];
        return subscription;
    }

    internal void Remove(LiveSubscription subscription)
    {
        lock (_lock) _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
    }
}
