namespace Facilities.Mqtt;

/// <summary>A message with its own memory, to keep. Immutable.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Payload">Application payload.</param>
/// <param name="QoS">Quality of service.</param>
/// <param name="Retain">RETAIN flag.</param>
/// <param name="Properties">MQTT 5 properties; null for none.</param>
public sealed record MqttMessage(
    string Topic,
    ReadOnlyMemory<byte> Payload,
    MqttQualityOfService QoS = MqttQualityOfService.AtMostOnce,
    bool Retain = false,
    MqttProperties? Properties = null);
