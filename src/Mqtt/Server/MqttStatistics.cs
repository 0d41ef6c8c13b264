namespace Facilities.Mqtt;

/// <summary>
/// What the listener has done since its start. Opened = accepted + refused by reason + those that haven't sent their CONNECT yet. A snapshot, for pages;
/// the same numbers are in the meter <c>Facilities.Mqtt</c>.
/// </summary>
public sealed record MqttStatistics
{
    /// <summary>Open connections by <see cref="MqttTransport"/>, whether or not they have sent CONNECT; one in its TLS handshake isn't any yet.</summary>
    public IReadOnlyDictionary<string, long> OpenByTransport { get; init; } = new Dictionary<string, long>();

    /// <summary>Connections that are in, as <see cref="MaximumConnections"/> counts them: those in their TLS handshake among them.</summary>
    public long Open { get; init; }

    /// <summary>Connections are at their limit: the next one is refused. Of several servers: at least one of them.</summary>
    public bool IsFull { get; init; }

    /// <summary>Connections that came.</summary>
    public long Opened { get; init; }

    /// <summary>CONNECTs that were accepted.</summary>
    public long Accepted { get; init; }

    /// <summary>Connections that came to nothing, by reason.</summary>
    public IReadOnlyDictionary<string, long> Refused { get; init; } = new Dictionary<string, long>();

    /// <summary>PUBLISH packets received, those refused among them.</summary>
    public long Received { get; init; }

    /// <summary>PUBLISH packets refused, by reason code.</summary>
    public IReadOnlyDictionary<string, long> PublishesRefused { get; init; } = new Dictionary<string, long>();

    /// <summary>PUBLISH packets that waited because their credential published faster than allowed.</summary>
    public long PublishesHeldBack { get; init; }

    /// <summary>PUBLISH and PUBREL packets sent to subscribers.</summary>
    public long Sent { get; init; }

    /// <summary>Messages that didn't reach a subscriber or the retained messages, by reason.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; init; } = new Dictionary<string, long>();

    /// <summary>Open connections at which further ones are refused.</summary>
    public int MaximumConnections { get; init; }

    /// <summary>The same for one address.</summary>
    public int MaximumConnectionsPerAddress { get; init; }

    /// <summary>Several servers as one: counts added, limits added as well.</summary>
    public static MqttStatistics Sum(IReadOnlyCollection<MqttStatistics> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        return new MqttStatistics
        {
            OpenByTransport = Add(all.Select(one => one.OpenByTransport)),
            Open = all.Sum(one => one.Open),
            IsFull = all.Any(one => one.IsFull),
            Opened = all.Sum(one => one.Opened),
            Accepted = all.Sum(one => one.Accepted),
            Refused = Add(all.Select(one => one.Refused)),
            Received = all.Sum(one => one.Received),
            PublishesRefused = Add(all.Select(one => one.PublishesRefused)),
            PublishesHeldBack = all.Sum(one => one.PublishesHeldBack),
            Sent = all.Sum(one => one.Sent),
            Dropped = Add(all.Select(one => one.Dropped)),
            MaximumConnections = all.Sum(one => one.MaximumConnections),
            MaximumConnectionsPerAddress = all.Sum(one => one.MaximumConnectionsPerAddress),
        };
    }

    private static Dictionary<string, long> Add(IEnumerable<IReadOnlyDictionary<string, long>> all)
        => all.SelectMany(one => one).GroupBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Sum(pair => pair.Value), StringComparer.Ordinal);
}
