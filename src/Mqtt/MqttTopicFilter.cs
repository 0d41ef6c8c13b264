namespace Facilities.Mqtt;

/// <summary>One entry of a SUBSCRIBE (MQTT 5 §3.8.3.1); in 3.1.1 only filter and QoS go on the wire.</summary>
/// <param name="Filter">Topic filter; may hold <c>+</c> and <c>#</c>.</param>
/// <param name="QoS">Highest QoS the subscriber wants.</param>
public sealed record MqttTopicFilter(string Filter, MqttQualityOfService QoS = MqttQualityOfService.AtMostOnce)
{
    /// <summary>Don't deliver what this same client published.</summary>
    public bool NoLocal { get; init; }

    /// <summary>Forward the RETAIN flag as published, instead of clearing it.</summary>
    public bool RetainAsPublished { get; init; }

    /// <summary>What to do with messages already retained.</summary>
    public MqttRetainHandling RetainHandling { get; init; }
}
