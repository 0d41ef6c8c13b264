namespace Facilities.Mqtt;

/// <summary>§3.10.</summary>
internal sealed record MqttUnsubscribePacket(ushort PacketIdentifier, IReadOnlyList<string> Filters) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}
