namespace Facilities.Mqtt;

/// <summary>One subscription of one session.</summary>
/// <param name="Session">Who wants it.</param>
/// <param name="Filter">What and how.</param>
/// <param name="Identifier">MQTT 5 subscription identifier; 0 = none.</param>
internal sealed record Subscription(MqttSession Session, MqttTopicFilter Filter, uint Identifier);
