namespace Facilities.Mqtt;

/// <summary>§3.15, MQTT 5 only.</summary>
internal sealed record MqttAuthPacket(MqttReasonCode ReasonCode = MqttReasonCode.Success) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}
