namespace Facilities.Mqtt;

/// <summary>§3.9.</summary>
internal sealed record MqttSubAckPacket(ushort PacketIdentifier, IReadOnlyList<MqttReasonCode> ReasonCodes) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}
