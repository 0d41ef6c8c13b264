namespace Facilities.Storage.Relational.Messaging;

/// <summary>The retained MQTT message of one topic, for one audience or for all.</summary>
public sealed class RetainedMessage
{
    public required string Topic { get; set; }

    /// <summary>Site code of those whom it is for; empty: for all.</summary>
    public string Audience { get; set; } = "";

    public required byte[] Payload { get; set; }

    public byte QualityOfService { get; set; }

    /// <summary>MQTT 5 properties as they are on the wire; empty for 3.1.1.</summary>
    public byte[] Properties { get; set; } = [];

    public DateTimeOffset StoredAt { get; set; }

    /// <summary>When it is to be forgotten; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}
