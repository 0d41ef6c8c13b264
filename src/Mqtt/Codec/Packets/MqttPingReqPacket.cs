namespace Facilities.Mqtt;

/// <summary>§3.12.</summary>
internal sealed record MqttPingReqPacket : MqttPacket;
