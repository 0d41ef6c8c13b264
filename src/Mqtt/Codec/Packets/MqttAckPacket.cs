namespace Facilities.Mqtt;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP, §3.4–3.7: one layout.</summary>
internal sealed record MqttAckPacket(MqttPacketType Type, ushort PacketIdentifier, MqttReasonCode ReasonCode = MqttReasonCode.Success) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}
