using System.Text;

namespace Facilities.Mqtt;

/// <summary>
/// A message on its way to subscribers, shared by all of them; immutable. Made only when somebody wants it: telemetry that is
/// only journalled never becomes one.
/// </summary>
internal sealed class RoutedMessage
{
    /// <summary>What an object of this kind costs besides its bytes, for the queue limits.</summary>
    private const int Overhead = 128;

    private RoutedMessage(byte[] topic, byte[] payload, MqttQualityOfService qos, bool retain, byte[] properties, long? expiresAtUnixMs, string? audience)
    {
        Topic = topic;
        Payload = payload;
        QoS = qos;
        Retain = retain;
        Properties = properties;
        ExpiresAtUnixMs = expiresAtUnixMs;
        Audience = audience;
    }

    public byte[] Topic { get; }

    public byte[] Payload { get; }

    public MqttQualityOfService QoS { get; }

    /// <summary>As published.</summary>
    public bool Retain { get; }

    /// <summary>
    /// Encoded properties that are forwarded as they came [MQTT-3.3.2-4, -15, -16, -17, -20]: without topic alias, which belongs
    /// to one connection, and without expiry, which shrinks on the way.
    /// </summary>
    public byte[] Properties { get; }

    public long? ExpiresAtUnixMs { get; }

    /// <summary>Whom it is for; null = for all. Not known of what waited in a session at a restart, which goes to nobody else.</summary>
    public string? Audience { get; }

    public int SizeBytes => Overhead + Topic.Length + Payload.Length + Properties.Length;

    public static RoutedMessage From(in MqttPublish publish, long nowUnixMs, string? audience = null)
    {
        var properties = Forwardable(publish.PropertyBytes.Span, out var expirySeconds);
        return new RoutedMessage(publish.Topic.ToArray(), publish.Payload.ToArray(), publish.QoS, publish.Retain, properties,
            expirySeconds is { } s ? nowUnixMs + (s * 1000L) : null, audience);
    }

    /// <summary>From a stored delivery, whose expiry is kept beside it.</summary>
    public static RoutedMessage From(in MqttPublish stored, long? expiresAtUnixMs)
        => new(stored.Topic.ToArray(), stored.Payload.ToArray(), stored.QoS, stored.Retain, Forwardable(stored.PropertyBytes.Span, out _), expiresAtUnixMs, null);

    public static RoutedMessage From(MqttRetainedMessage stored)
        => new(Encoding.UTF8.GetBytes(stored.Topic), stored.Payload, stored.QoS, true, stored.PropertyBytes, stored.ExpiresAtUnixMs, stored.Audience);

    public MqttRetainedMessage ToRetained(long nowUnixMs)
        => new(Encoding.UTF8.GetString(Topic), Payload, QoS, Properties, nowUnixMs, ExpiresAtUnixMs) { Audience = Audience };

    public bool IsExpired(long nowUnixMs) => ExpiresAtUnixMs <= nowUnixMs;

    private static byte[] Forwardable(ReadOnlySpan<byte> block, out uint? expirySeconds)
    {
        expirySeconds = null;
        if (block.IsEmpty)
            return [];
        var kept = new byte[block.Length];
        var length = 0;
        var reader = new MqttPropertyReader(block);
        while (reader.MoveNext())
        {
            if (reader.Id == MqttPropertyId.MessageExpiryInterval)
                expirySeconds = reader.Number;
            if (reader.Id is MqttPropertyId.MessageExpiryInterval or MqttPropertyId.TopicAlias or MqttPropertyId.SubscriptionIdentifier)
                continue;
            var property = block[reader.Start..reader.End];
            property.CopyTo(kept.AsSpan(length));
            length += property.Length;
        }

        return length == 0 ? [] : kept[..length];
    }
}
