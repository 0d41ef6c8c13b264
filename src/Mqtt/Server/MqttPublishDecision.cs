namespace Facilities.Mqtt;

/// <summary>The application's answer to a PUBLISH.</summary>
/// <param name="ReasonCode">
/// Carried by PUBACK or PUBREC in MQTT 5; 3.1.1 gets a plain acknowledgement whatever it is, so that nothing is resent for ever.
/// </param>
/// <param name="DurableAt">The acknowledgement waits until <see cref="IMqttDurability.Through"/> reaches this; 0 = at once.</param>
/// <param name="Route">Deliver to subscribers and retain if asked; ignored for a refusal.</param>
public readonly record struct MqttPublishDecision(MqttReasonCode ReasonCode, long DurableAt, bool Route)
{
    /// <summary>
    /// Whom it is for: sessions of the same audience (<see cref="MqttConnectDecision.Audience"/>) and those of none; the retained message of a topic is
    /// one for each audience. Null = for all.
    /// </summary>
    public string? Audience { get; init; }

    /// <summary>Only routed: acknowledged at once.</summary>
    public static MqttPublishDecision RouteOnly => new(MqttReasonCode.Success, 0, true);

    /// <summary>Taken; acknowledged when durable.</summary>
    public static MqttPublishDecision Accept(long durableAt, bool route = false) => new(MqttReasonCode.Success, durableAt, route);

    /// <summary>Refused; the refusal is sent when its record is durable.</summary>
    public static MqttPublishDecision Reject(MqttReasonCode reasonCode, long durableAt = 0) => new(reasonCode, durableAt, false);
}
