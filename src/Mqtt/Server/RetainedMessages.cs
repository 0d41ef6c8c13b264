namespace Facilities.Mqtt;

/// <summary>The retained message of each topic, bounded in number and bytes. Thread-safe.</summary>
internal sealed class RetainedMessages(int maximumCount, long maximumBytes)
{
    private readonly Lock _gate = new();
    private readonly TopicNode<RoutedMessage> _root = new();
    private long _bytes;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Replaces a topic's message.</summary>
    /// <returns>False: there is no room for it and the old one, if any, stays.</returns>
    public bool TrySet(RoutedMessage message)
    {
        lock (_gate)
        {
            var old = _root.FindPath(message.Topic)?.Value;
            var bytes = _bytes + message.SizeBytes - (old?.SizeBytes ?? 0);
            if (bytes > maximumBytes || (old is null && _count >= maximumCount))
                return false;
            _root.GetOrAddPath(message.Topic).Value = message;
            _bytes = bytes;
            if (old is null)
                _count++;
            return true;
        }
    }

    /// <returns>False: there was none.</returns>
    public bool Remove(ReadOnlySpan<byte> topic)
    {
        lock (_gate)
        {
            if (_root.FindPath(topic)?.Value is not { } old)
                return false;
            _root.RemovePath(topic);
            _bytes -= old.SizeBytes;
            _count--;
            return true;
        }
    }

    /// <summary>Adds to <paramref name="into"/> what a filter matches; expired messages are passed over.</summary>
    public void Match(ReadOnlySpan<byte> filter, long nowUnixMs, List<RoutedMessage> into)
    {
        if (Count == 0)
            return;
        lock (_gate)
            Walk(_root, filter, isRoot: true, nowUnixMs, into);
    }

    /// <summary>Forgets what has expired.</summary>
    /// <returns>The topics' messages that were forgotten.</returns>
    public IReadOnlyList<RoutedMessage> RemoveExpired(long nowUnixMs)
    {
        if (Count == 0)
            return [];
        var expired = new List<RoutedMessage>();
        lock (_gate)
        {
            CollectExpired(_root, nowUnixMs, expired);
            foreach (var message in expired)
            {
                _root.RemovePath(message.Topic);
                _bytes -= message.SizeBytes;
                _count--;
            }
        }

        return expired;
    }

    private static void Walk(TopicNode<RoutedMessage> node, ReadOnlySpan<byte> filter, bool isRoot, long now, List<RoutedMessage> into)
    {
        var level = MqttTopic.TakeLevel(ref filter, out var ended);
        if (level is [(byte)'#'])
        {
            Take(node, now, into);
            EachChild(node, isRoot, child => Subtree(child, now, into));
            return;
        }

        if (level is not [(byte)'+'])
        {
            Step(node.Find(level), filter, ended, now, into);
            return;
        }

        foreach (var (name, child) in node.Children ?? [])
        {
            if (!isRoot || !IsHidden(name))
                Step(child, filter, ended, now, into);
        }
    }

    private static void Step(TopicNode<RoutedMessage>? node, ReadOnlySpan<byte> rest, bool ended, long now, List<RoutedMessage> into)
    {
        if (node is null)
            return;
        if (ended)
            Take(node, now, into);
        else
            Walk(node, rest, isRoot: false, now, into);
    }

    private static void Subtree(TopicNode<RoutedMessage> node, long now, List<RoutedMessage> into)
    {
        Take(node, now, into);
        EachChild(node, isRoot: false, child => Subtree(child, now, into));
    }

    private static void EachChild(TopicNode<RoutedMessage> node, bool isRoot, Action<TopicNode<RoutedMessage>> visit)
    {
        if (node.Children is null)
            return;
        foreach (var (name, child) in node.Children)
        {
            if (!isRoot || !IsHidden(name))
                visit(child);
        }
    }

    private static void CollectExpired(TopicNode<RoutedMessage> node, long now, List<RoutedMessage> into)
    {
        if (node.Value is { } message && message.IsExpired(now))
            into.Add(message);
        EachChild(node, isRoot: false, child => CollectExpired(child, now, into));
    }

    private static void Take(TopicNode<RoutedMessage> node, long now, List<RoutedMessage> into)
    {
        if (node.Value is { } message && !message.IsExpired(now))
            into.Add(message);
    }

    private static bool IsHidden(byte[] name) => name is [(byte)'$', ..];
}
