namespace Facilities.Mqtt;

/// <summary>
/// All subscriptions of all sessions, found by topic name level by level. Many readers, one writer; matching allocates nothing.
/// </summary>
internal sealed class SubscriptionTree : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly TopicNode<TopicSubscribers> _root = new();
    private int _count;

    /// <summary>Subscriptions in all.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds, or replaces what the session had for the same filter.</summary>
    /// <returns>False: replaced [MQTT-3.8.4-3].</returns>
    public bool Add(Subscription subscription)
    {
        _lock.EnterWriteLock();
        try
        {
            var node = _root.GetOrAddPath(subscription.Path);
            if (!(node.Value ??= new TopicSubscribers()).Add(subscription))
                return false;
            _count++;
            return true;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <param name="session">Whose.</param>
    /// <param name="filter">As subscribed, share included.</param>
    public bool Remove(MqttSession session, string filter)
    {
        var path = Subscription.PathOf(filter);
        _lock.EnterWriteLock();
        try
        {
            if (_root.FindPath(path)?.Value is not { } subscribers || !subscribers.Remove(session, MqttTopic.ShareOf(filter)))
                return false;
            if (subscribers.IsEmpty)
                _root.RemovePath(path);
            _count--;
            return true;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Who of a shared subscription's group is next for a message; null = nobody is left.</summary>
    public Subscription? NextOf(Subscription shared, string? audience)
    {
        _lock.EnterReadLock();
        try
        {
            return _root.FindPath(shared.Path)?.Value?.NextOf(shared.ShareName!, audience);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Collects the sessions that want a topic.</summary>
    /// <param name="topic">A valid topic name.</param>
    /// <param name="publisher">For no-local; null = the server itself.</param>
    /// <param name="into">Receives one match per session, of those that its audience is for.</param>
    public void Match(ReadOnlySpan<byte> topic, MqttSession? publisher, SubscriptionMatches into)
    {
        if (Count == 0)
            return;
        _lock.EnterReadLock();
        try
        {
            // Wildcards at the first level don't match $-topics [MQTT-4.7.2-1].
            Walk(_root, topic, topic[0] != '$', publisher, into);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void Walk(TopicNode<TopicSubscribers> node, ReadOnlySpan<byte> rest, bool wildcards, MqttSession? publisher, SubscriptionMatches into)
    {
        if (wildcards)
            Take(node.Hash, publisher, into);
        var level = MqttTopic.TakeLevel(ref rest, out var ended);
        Step(node.FindLiteral(level), rest, ended, publisher, into);
        if (wildcards)
            Step(node.Plus, rest, ended, publisher, into);
    }

    private static void Step(TopicNode<TopicSubscribers>? node, ReadOnlySpan<byte> rest, bool ended, MqttSession? publisher, SubscriptionMatches into)
    {
        if (node is null)
            return;
        if (!ended)
        {
            Walk(node, rest, wildcards: true, publisher, into);
            return;
        }

        Take(node, publisher, into);
        // "sport/#" includes "sport".
        Take(node.Hash, publisher, into);
    }

    private static void Take(TopicNode<TopicSubscribers>? node, MqttSession? publisher, SubscriptionMatches into)
        => node?.Value?.Take(publisher, into);
}
