namespace Facilities.Mqtt;

/// <summary>A retained message as stored. The byte arrays are never changed after construction.</summary>
/// <param name="Topic">Topic name; the key, with <see cref="Audience"/>.</param>
/// <param name="Payload">Never empty: an empty payload removes.</param>
/// <param name="QoS">QoS as published.</param>
/// <param name="PropertyBytes">MQTT 5 properties to forward, as on the wire, without length and expiry; empty if none.</param>
/// <param name="StoredAtUnixMs">When the server took it.</param>
/// <param name="ExpiresAtUnixMs">When it is to be forgotten; null = never.</param>
public sealed record MqttRetainedMessage(
    string Topic,
    byte[] Payload,
    MqttQualityOfService QoS,
    byte[] PropertyBytes,
    long StoredAtUnixMs,
    long? ExpiresAtUnixMs)
{
    /// <summary>Whom it is for; null = for all.</summary>
    public string? Audience { get; init; }
}
