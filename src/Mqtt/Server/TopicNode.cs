namespace Facilities.Mqtt;

/// <summary>
/// One level of a topic tree. The tree of subscriptions is keyed by filters and walked with a name; that of retained messages is
/// keyed by names and walked with a filter:
/// <code>
///   root ── fm ── v1 ── site1 ─┬─ e1 ── state
///                              └─ +  ── state
/// </code>
/// </summary>
internal sealed class TopicNode<T>
    where T : class
{
    /// <summary>Children by the bytes of their level; wildcards live in fields of their own, because every match asks for them.</summary>
    public Dictionary<byte[], TopicNode<T>>? Children { get; private set; }

    /// <summary>The child <c>+</c>.</summary>
    public TopicNode<T>? Plus { get; private set; }

    /// <summary>The child <c>#</c>.</summary>
    public TopicNode<T>? Hash { get; private set; }

    /// <summary>What ends at this level; null = nothing.</summary>
    public T? Value { get; set; }

    public bool IsEmpty => Value is null && Children is null && Plus is null && Hash is null;

    public TopicNode<T>? Find(ReadOnlySpan<byte> level)
    {
        if (level is [(byte)'+'])
            return Plus;
        if (level is [(byte)'#'])
            return Hash;
        return FindLiteral(level);
    }

    /// <summary>As <see cref="Find"/> for a level of a topic name, which is never a wildcard.</summary>
    public TopicNode<T>? FindLiteral(ReadOnlySpan<byte> level)
    {
        if (Children is null)
            return null;
        return Children.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(level, out var child) ? child : null;
    }

    /// <summary>The node at a path below this one, or null.</summary>
    public TopicNode<T>? FindPath(ReadOnlySpan<byte> path)
    {
        var node = this;
        for (var ended = false; node is not null && !ended;)
            node = node.Find(MqttTopic.TakeLevel(ref path, out ended));
        return node;
    }

    /// <summary>The node at a path below this one, made if need be.</summary>
    public TopicNode<T> GetOrAddPath(ReadOnlySpan<byte> path)
    {
        var node = this;
        for (var ended = false; !ended;)
        {
            var level = MqttTopic.TakeLevel(ref path, out ended);
            var child = node.Find(level);
            if (child is null)
            {
                child = new TopicNode<T>();
                node.Put(level, child);
            }

            node = child;
        }

        return node;
    }

    /// <summary>Clears the value at a path and removes nodes that hold nothing any more.</summary>
    public void RemovePath(ReadOnlySpan<byte> path)
    {
        var level = MqttTopic.TakeLevel(ref path, out var ended);
        if (Find(level) is not { } child)
            return;
        if (ended)
            child.Value = null;
        else
            child.RemovePath(path);
        if (!child.IsEmpty)
            return;
        Put(level, null);
    }

    /// <summary>Sets or, with null, removes a child.</summary>
    private void Put(ReadOnlySpan<byte> level, TopicNode<T>? child)
    {
        if (level is [(byte)'+'])
        {
            Plus = child;
            return;
        }

        if (level is [(byte)'#'])
        {
            Hash = child;
            return;
        }

        Children ??= new Dictionary<byte[], TopicNode<T>>(1, Utf8LevelComparer.Instance);
        var lookup = Children.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (child is not null)
            lookup[level] = child;
        else
            lookup.Remove(level);
        if (Children.Count == 0)
            Children = null;
    }
}
