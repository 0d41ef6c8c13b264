namespace Facilities.Storage.Relational.Messaging;

/// <summary>An MQTT session that outlives its connection.</summary>
public sealed class StoredSession
{
    public required string ClientId { get; set; }

    /// <summary>Whose it is; null: an anonymous client's.</summary>
    public string? UserName { get; set; }

    /// <summary>Site code of its user; null: messages for every site reach it.</summary>
    public string? Audience { get; set; }

    public long ExpirySeconds { get; set; }

    /// <summary>When it ends; null while its client is connected.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>Filters with their options and identifiers, JSON.</summary>
    public required string Subscriptions { get; set; }

    /// <summary>QoS 2 packet identifiers received and not yet released, JSON.</summary>
    public required string Received { get; set; }
}
