using System.Text;

namespace Facilities.Mqtt;

/// <summary>
/// A received PUBLISH as a view into the receive buffer: no copy, no allocation. <see cref="Topic"/>, <see cref="Payload"/>
/// and <see cref="PropertyBytes"/> are valid only until the callback that received it completes; keep
/// <see cref="ToMessage"/> for longer.
/// </summary>
/// <param name="Topic">Topic name, well-formed UTF-8 without NUL or wildcards.</param>
/// <param name="Payload">Application payload in one piece; may be empty.</param>
/// <param name="QoS">Quality of service as sent.</param>
/// <param name="Retain">RETAIN flag.</param>
/// <param name="Duplicate">DUP flag: this may be a second delivery of the same packet.</param>
/// <param name="PacketIdentifier">0 for QoS 0.</param>
/// <param name="PropertyBytes">The MQTT 5 properties as on the wire, already validated, without their length; empty for 3.1.1.</param>
public readonly record struct MqttPublish(
    ReadOnlyMemory<byte> Topic,
    ReadOnlyMemory<byte> Payload,
    MqttQualityOfService QoS,
    bool Retain,
    bool Duplicate,
    ushort PacketIdentifier,
    ReadOnlyMemory<byte> PropertyBytes)
{
    /// <summary>True when the server publishes a client's will, not the client itself.</summary>
    public bool IsWill { get; init; }

    /// <summary>The topic name as a string (allocates).</summary>
    public string ReadTopic() => Encoding.UTF8.GetString(Topic.Span);

    /// <summary>
    /// The MQTT 5 properties decoded (allocates); empty for 3.1.1. Without the topic alias, which belongs to the connection: <see cref="Topic"/> is
    /// whole.
    /// </summary>
    public MqttProperties ReadProperties()
    {
        var properties = MqttPropertyBlock.Decode(PropertyBytes.Span);
        properties.TopicAlias = null;
        return properties;
    }

    /// <summary>A copy to keep.</summary>
    public MqttMessage ToMessage() => new(ReadTopic(), Payload.ToArray(), QoS, Retain, PropertyBytes.IsEmpty ? null : ReadProperties());
}
