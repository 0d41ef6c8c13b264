namespace Facilities.Mqtt;

/// <summary>
/// What a client keeps from one connection to the next (MQTT 5 §4.1): publishes that the server has not acknowledged, and QoS 2 messages received
/// and not yet released. Give the same object to the next <see cref="MqttClient"/> of the same client identifier, with
/// <see cref="MqttClientOptions.CleanStart"/> off: if the server still has its side, what is unacknowledged is sent again in order; if not, it is
/// forgotten, as the standard demands. In memory; one client uses it at a time.
/// </summary>
public sealed class MqttClientSession
{
    private readonly SortedDictionary<long, UnacknowledgedPublish> _publishes = [];
    private readonly Dictionary<ushort, long> _orders = [];
    private long _order;

    /// <summary>Publishes that were sent and not acknowledged. Not exact while a client uses it.</summary>
    public int UnacknowledgedCount => _publishes.Count;

    /// <summary>QoS 2 identifiers received and not yet released.</summary>
    internal HashSet<ushort> ReceivedExactlyOnce { get; } = [];

    /// <summary>What is to be sent again, in the original order.</summary>
    internal IReadOnlyList<UnacknowledgedPublish> Unacknowledged => [.. _publishes.Values];

    internal void Sent(UnacknowledgedPublish publish)
    {
        _publishes[++_order] = publish;
        _orders[publish.PacketIdentifier] = _order;
    }

    /// <summary>PUBREC has come: only PUBREL is sent again.</summary>
    internal void Released(ushort packetIdentifier)
    {
        if (_orders.TryGetValue(packetIdentifier, out var order))
            _publishes[order] = _publishes[order] with { IsReleased = true, Payload = default };
    }

    internal void Acknowledged(ushort packetIdentifier)
    {
        if (_orders.Remove(packetIdentifier, out var order))
            _publishes.Remove(order);
    }

    internal void Clear()
    {
        _publishes.Clear();
        _orders.Clear();
        ReceivedExactlyOnce.Clear();
    }
}
