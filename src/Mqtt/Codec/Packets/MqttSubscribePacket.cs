namespace Facilities.Mqtt;

/// <summary>§3.8.</summary>
internal sealed record MqttSubscribePacket(ushort PacketIdentifier, IReadOnlyList<MqttTopicFilter> Filters) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}
