namespace Facilities.Mqtt;

/// <summary>§3.2. The reason code is MQTT 5's in both versions.</summary>
internal sealed record MqttConnAckPacket(bool SessionPresent, MqttReasonCode ReasonCode) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}
