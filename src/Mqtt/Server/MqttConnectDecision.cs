namespace Facilities.Mqtt;

/// <summary>The application's answer to a CONNECT.</summary>
/// <param name="ReasonCode">Success, or the refusal that CONNACK carries (3.1.1 gets the nearest return code).</param>
/// <param name="State">Kept as <see cref="IMqttSessionContext.State"/>.</param>
/// <param name="ReasonString">For people; MQTT 5 only.</param>
public readonly record struct MqttConnectDecision(MqttReasonCode ReasonCode, object? State = null, string? ReasonString = null)
{
    /// <summary>
    /// Publishes per second that the user name may make, on all its connections together; 0 = as fast as it likes. Faster ones are held back, and after
    /// <see cref="MqttServerOptions.PublishPatience"/> refused.
    /// </summary>
    public int MaximumPublishesPerSecond { get; init; }

    /// <summary>A word of the application's. Messages for another audience (<see cref="MqttPublishDecision.Audience"/>) don't reach this session; null = all do.</summary>
    public string? Audience { get; init; }

    public static MqttConnectDecision Accept(object? state = null) => new(MqttReasonCode.Success, state);

    public static MqttConnectDecision Refuse(MqttReasonCode reasonCode, string? reasonString = null) => new(reasonCode, null, reasonString);
}
