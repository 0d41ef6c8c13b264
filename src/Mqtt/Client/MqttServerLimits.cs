namespace Facilities.Mqtt;

/// <summary>What a server's CONNACK says it doesn't do (MQTT 5 §3.2.2.3); a client must not ask for it.</summary>
internal sealed record MqttServerLimits
{
    public static readonly MqttServerLimits None = new();

    public MqttQualityOfService MaximumQoS { get; private init; } = MqttQualityOfService.ExactlyOnce;

    public bool Retains { get; private init; } = true;

    public bool Wildcards { get; private init; } = true;

    public bool SubscriptionIdentifiers { get; private init; } = true;

    public bool SharedSubscriptions { get; private init; } = true;

    public static MqttServerLimits Of(MqttProperties connAck) => new()
    {
        MaximumQoS = connAck.MaximumQoS ?? MqttQualityOfService.ExactlyOnce,
        Retains = connAck.RetainAvailable ?? true,
        Wildcards = connAck.WildcardSubscriptionAvailable ?? true,
        SubscriptionIdentifiers = connAck.SubscriptionIdentifiersAvailable ?? true,
        SharedSubscriptions = connAck.SharedSubscriptionAvailable ?? true,
    };

    /// <exception cref="ArgumentException">The server said that it doesn't take such a publish [MQTT-3.2.2-11, -14].</exception>
    public void CheckPublish(MqttQualityOfService qos, bool retain)
    {
        if (qos > MaximumQoS)
            throw new ArgumentException($"The server takes publishes up to QoS {(int)MaximumQoS}");
        if (retain && !Retains)
            throw new ArgumentException("The server keeps no retained messages");
    }

    /// <exception cref="ArgumentException">The server said that it doesn't take such a subscription.</exception>
    public void CheckSubscribe(string filter, bool hasIdentifier)
    {
        if (!Wildcards && filter.AsSpan().IndexOfAny('+', '#') >= 0)
            throw new ArgumentException("The server takes no filters with wildcards");
        if (!SharedSubscriptions && MqttTopic.ShareOf(filter) is not null)
            throw new ArgumentException("The server takes no shared subscriptions");
        if (!SubscriptionIdentifiers && hasIdentifier)
            throw new ArgumentException("The server takes no subscription identifiers");
    }
}
