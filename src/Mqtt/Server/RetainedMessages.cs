namespace Facilities.Mqtt;

/// <summary>
/// The retained message of each topic, one for each audience, bounded in number and bytes. What is for all replaces what each audience had; what came
/// after it for one audience is what that one sees. Thread-safe.
/// </summary>
internal sealed class RetainedMessages(int maximumCount, long maximumBytes)
{
    private readonly Lock _gate = new();

    /// <summary>Of each topic the messages in the order in which they came; the arrays are never changed.</summary>
    private readonly TopicNode<RoutedMessage[]> _root = new();
    private long _bytes;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Replaces a topic's message, of its audience or, if it is for all, of every one.</summary>
    /// <param name="message">Not empty.</param>
    /// <param name="replaced">What other audiences had and is gone now.</param>
    /// <returns>False: there is no room for it and the old one, if any, stays.</returns>
    public bool TrySet(RoutedMessage message, out IReadOnlyList<RoutedMessage> replaced)
    {
        lock (_gate)
        {
            replaced = [];
            var old = _root.FindPath(message.Topic)?.Value ?? [];
            RoutedMessage[] kept = message.Audience is null ? [] : Array.FindAll(old, m => m.Audience != message.Audience);
            var bytes = _bytes + message.SizeBytes - Bytes(old) + Bytes(kept);
            var count = _count + 1 - old.Length + kept.Length;
            if (bytes > maximumBytes || (count > _count && count > maximumCount))
                return false;
            _root.GetOrAddPath(message.Topic).Value = [.. kept, message];
            (_bytes, _count) = (bytes, count);
            if (message.Audience is null && old.Length > 0)
                replaced = Array.FindAll(old, m => m.Audience is not null);
            return true;
        }
    }

    /// <summary>Removes what an audience, or with null everybody, has of a topic.</summary>
    /// <returns>What was removed.</returns>
    public IReadOnlyList<RoutedMessage> Remove(ReadOnlySpan<byte> topic, string? audience)
    {
        lock (_gate)
        {
            if (_root.FindPath(topic)?.Value is not { } old)
                return [];
            var gone = audience is null ? old : Array.FindAll(old, m => m.Audience == audience);
            Forget(gone);
            return gone;
        }
    }

    /// <summary>Adds to <paramref name="into"/> what a filter matches; expired messages are passed over.</summary>
    /// <param name="filter">A valid filter.</param>
    /// <param name="audience">Who asks: of each topic the last message that is for him. Null = he sees every audience's.</param>
    /// <param name="nowUnixMs">Now.</param>
    /// <param name="into">In no particular order of topics; of one topic as they came.</param>
    public void Match(ReadOnlySpan<byte> filter, string? audience, long nowUnixMs, List<RoutedMessage> into)
    {
        if (Count == 0)
            return;
        lock (_gate)
            Walk(_root, filter, isRoot: true, new Asked(audience, nowUnixMs, into));
    }

    /// <summary>Forgets what has expired.</summary>
    /// <returns>The messages that were forgotten.</returns>
    public IReadOnlyList<RoutedMessage> RemoveExpired(long nowUnixMs)
    {
        if (Count == 0)
            return [];
        var expired = new List<RoutedMessage>();
        lock (_gate)
        {
            CollectExpired(_root, nowUnixMs, expired);
            Forget(expired);
        }

        return expired;
    }

    /// <summary>Under the lock: messages that are in the tree.</summary>
    private void Forget(IReadOnlyList<RoutedMessage> gone)
    {
        foreach (var message in gone)
        {
            var node = _root.FindPath(message.Topic)!;
            var kept = Array.FindAll(node.Value!, m => m != message);
            if (kept.Length > 0)
                node.Value = kept;
            else
                _root.RemovePath(message.Topic);
            _bytes -= message.SizeBytes;
            _count--;
        }
    }

    private static long Bytes(RoutedMessage[] messages)
    {
        var sum = 0L;
        foreach (var message in messages)
            sum += message.SizeBytes;
        return sum;
    }

    private static void Walk(TopicNode<RoutedMessage[]> node, ReadOnlySpan<byte> filter, bool isRoot, Asked asked)
    {
        var level = MqttTopic.TakeLevel(ref filter, out var ended);
        if (level is [(byte)'#'])
        {
            Take(node, asked);
            EachChild(node, isRoot, child => Subtree(child, asked));
            return;
        }

        if (level is not [(byte)'+'])
        {
            Step(node.Find(level), filter, ended, asked);
            return;
        }

        foreach (var (name, child) in node.Children ?? [])
        {
            if (!isRoot || !IsHidden(name))
                Step(child, filter, ended, asked);
        }
    }

    private static void Step(TopicNode<RoutedMessage[]>? node, ReadOnlySpan<byte> rest, bool ended, Asked asked)
    {
        if (node is null)
            return;
        if (ended)
            Take(node, asked);
        else
            Walk(node, rest, isRoot: false, asked);
    }

    private static void Subtree(TopicNode<RoutedMessage[]> node, Asked asked)
    {
        Take(node, asked);
        EachChild(node, isRoot: false, child => Subtree(child, asked));
    }

    private static void EachChild(TopicNode<RoutedMessage[]> node, bool isRoot, Action<TopicNode<RoutedMessage[]>> visit)
    {
        if (node.Children is null)
            return;
        foreach (var (name, child) in node.Children)
        {
            if (!isRoot || !IsHidden(name))
                visit(child);
        }
    }

    private static void CollectExpired(TopicNode<RoutedMessage[]> node, long now, List<RoutedMessage> into)
    {
        foreach (var message in node.Value ?? [])
        {
            if (message.IsExpired(now))
                into.Add(message);
        }

        EachChild(node, isRoot: false, child => CollectExpired(child, now, into));
    }

    private static void Take(TopicNode<RoutedMessage[]> node, Asked asked)
    {
        var messages = node.Value ?? [];
        if (asked.Audience is null)
        {
            asked.Into.AddRange(messages.Where(message => !message.IsExpired(asked.NowUnixMs)));
            return;
        }

        for (var i = messages.Length - 1; i >= 0; i--)
        {
            if (messages[i].IsExpired(asked.NowUnixMs) || (messages[i].Audience is { } whose && whose != asked.Audience))
                continue;
            asked.Into.Add(messages[i]);
            return;
        }
    }

    private static bool IsHidden(byte[] name) => name is [(byte)'$', ..];

    /// <param name="Audience">Whose; null = everybody's.</param>
    /// <param name="NowUnixMs">For expiry.</param>
    /// <param name="Into">Receives them.</param>
    private readonly record struct Asked(string? Audience, long NowUnixMs, List<RoutedMessage> Into);
}
