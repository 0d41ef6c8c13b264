namespace Facilities.Mqtt;

/// <summary>
/// Topic aliases that we set on one connection: the first topics sent get them and keep them. Whoever has more topics than aliases sends the
/// others in full. Used by one loop only.
/// </summary>
internal sealed class AssignedAliases(int maximum)
{
    private readonly Dictionary<byte[], ushort> _aliases = new(Utf8LevelComparer.Instance);

    /// <summary>The alias of a topic.</summary>
    /// <param name="topic">Topic name.</param>
    /// <param name="isKnown">The peer knows it: the topic needn't be sent. Otherwise <see cref="Set"/> it once it is sent.</param>
    /// <returns>0 = none is free.</returns>
    public ushort Find(ReadOnlySpan<byte> topic, out bool isKnown)
    {
        isKnown = _aliases.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(topic, out var alias);
        return isKnown ? alias : _aliases.Count < maximum ? (ushort)(_aliases.Count + 1) : (ushort)0;
    }

    /// <summary>The topic was sent with this alias.</summary>
    public void Set(byte[] topic, ushort alias) => _aliases[topic] = alias;
}
