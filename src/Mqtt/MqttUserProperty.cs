namespace Facilities.Mqtt;

/// <summary>One name and value pair of MQTT 5 (property 0x26); names may repeat and their order is kept.</summary>
public readonly record struct MqttUserProperty(string Name, string Value);
