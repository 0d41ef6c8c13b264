namespace Facilities.Mqtt;

/// <summary>A QoS 1 or 2 publish that may have to be sent again; its memory is its own.</summary>
/// <param name="PacketIdentifier">The same each time.</param>
/// <param name="Topic">Topic name, UTF-8.</param>
/// <param name="Payload">Empty once released.</param>
/// <param name="QoS">1 or 2.</param>
/// <param name="Retain">As published.</param>
/// <param name="Properties">Encoded, without topic alias.</param>
/// <param name="IsReleased">PUBREC has come.</param>
internal readonly record struct UnacknowledgedPublish(
    ushort PacketIdentifier,
    byte[] Topic,
    ReadOnlyMemory<byte> Payload,
    MqttQualityOfService QoS,
    bool Retain,
    byte[] Properties,
    bool IsReleased);
