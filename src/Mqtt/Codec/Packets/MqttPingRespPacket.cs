namespace Facilities.Mqtt;

/// <summary>§3.13.</summary>
internal sealed record MqttPingRespPacket : MqttPacket;
