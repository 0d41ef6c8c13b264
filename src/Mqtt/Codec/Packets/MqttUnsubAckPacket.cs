namespace Facilities.Mqtt;

/// <summary>§3.11. 3.1.1 carries no reason codes: the list is empty then.</summary>
internal sealed record MqttUnsubAckPacket(ushort PacketIdentifier, IReadOnlyList<MqttReasonCode> ReasonCodes) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}
