namespace Facilities.Mqtt;

/// <summary>What is stored of a session that outlives its connection (MQTT 5 §4.1).</summary>
/// <param name="ClientId">The key.</param>
/// <param name="Username">Whose session it is; null = an anonymous client's.</param>
/// <param name="ExpirySeconds">How long it outlives its connection.</param>
/// <param name="EndsAtUnixMs">When it ends; null = it was connected, so the time begins at the restart.</param>
/// <param name="Subscriptions">What it wants.</param>
/// <param name="ReceivedExactlyOnce">QoS 2 identifiers received and not yet released.</param>
public sealed record MqttStoredSession(
    string ClientId,
    string? Username,
    long ExpirySeconds,
    long? EndsAtUnixMs,
    IReadOnlyList<MqttStoredSubscription> Subscriptions,
    IReadOnlyList<ushort> ReceivedExactlyOnce)
{
    /// <summary>Messages for another audience don't reach it; null = all do.</summary>
    public string? Audience { get; init; }

    /// <summary>What waits for it, in order; filled when sessions are loaded.</summary>
    public IReadOnlyList<MqttStoredMessage> Messages { get; init; } = [];
}
