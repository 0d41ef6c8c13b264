namespace Facilities.Mqtt;

/// <summary>One change of the retained messages: <paramref name="Message"/> replaces what the topic had for the audience; null removes it.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Message">Of the same topic and audience.</param>
/// <param name="Audience">Null = for all.</param>
public readonly record struct MqttRetainedChange(string Topic, MqttRetainedMessage? Message, string? Audience = null);
