namespace Facilities.Mqtt;

/// <summary>The message a server publishes when a client goes without DISCONNECT (MQTT 5 §3.1.2.5).</summary>
public sealed record MqttWill(
    string Topic,
    ReadOnlyMemory<byte> Payload,
    MqttQualityOfService QoS = MqttQualityOfService.AtLeastOnce,
    bool Retain = false)
{
    /// <summary>MQTT 5 will properties (delay, expiry, content type, …); null = none.</summary>
    public MqttProperties? Properties { get; init; }
}
