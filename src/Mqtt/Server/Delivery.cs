namespace Facilities.Mqtt;

/// <summary>One message for one session.</summary>
/// <param name="Message">Shared with other sessions.</param>
/// <param name="QoS">The lower of published and granted [MQTT-3.8.4-8].</param>
/// <param name="Retain">RETAIN as it goes out.</param>
/// <param name="SubscriptionIdentifiers">Of all subscriptions that matched; null = none has one.</param>
/// <param name="Shared">The shared subscription it came by, whose other members may get it when this session ends; null = none.</param>
internal readonly record struct Delivery(
    RoutedMessage Message, MqttQualityOfService QoS, bool Retain, uint[]? SubscriptionIdentifiers, Subscription? Shared = null)
{
    /// <summary>Number within the session, growing; given when it is queued.</summary>
    public long Sequence { get; init; }
}
