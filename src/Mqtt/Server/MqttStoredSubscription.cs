namespace Facilities.Mqtt;

/// <summary>A subscription as stored with its session.</summary>
/// <param name="Filter">Filter and options.</param>
/// <param name="Identifier">MQTT 5 subscription identifier; 0 = none.</param>
public sealed record MqttStoredSubscription(MqttTopicFilter Filter, uint Identifier);
