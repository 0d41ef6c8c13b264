namespace Facilities.Mqtt;

/// <summary>§3.14.</summary>
internal sealed record MqttDisconnectPacket(MqttReasonCode ReasonCode = MqttReasonCode.Success) : MqttPacket
{
    public MqttProperties Properties { get; init; } = new();
}
