namespace Facilities.Mqtt;

/// <summary>§3.3.</summary>
internal sealed record MqttPublishPacket(string Topic, ReadOnlyMemory<byte> Payload) : MqttPacket
{
    public MqttQualityOfService QoS { get; init; }

    public bool Retain { get; init; }

    public bool Duplicate { get; init; }

    /// <summary>0 for QoS 0.</summary>
    public ushort PacketIdentifier { get; init; }

    public MqttProperties Properties { get; init; } = new();
}
