namespace Facilities.Mqtt;

/// <summary>One change of the retained messages: <paramref name="Message"/> replaces what the topic had; null removes it.</summary>
public readonly record struct MqttRetainedChange(string Topic, MqttRetainedMessage? Message);
