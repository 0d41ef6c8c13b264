namespace Facilities.Storage.Relational.Messaging;

/// <summary>A message that an MQTT session has not acknowledged.</summary>
public sealed class StoredSessionMessage
{
    public required string ClientId { get; set; }

    /// <summary>Number within the session; messages are sent in this order.</summary>
    public long Sequence { get; set; }

    /// <summary>0: not sent yet.</summary>
    public int PacketIdentifier { get; set; }

    /// <summary>QoS 2: only PUBREL is left to be sent.</summary>
    public bool IsReleased { get; set; }

    /// <summary>An MQTT 5 PUBLISH.</summary>
    public required byte[] Packet { get; set; }

    /// <summary>When it needn't be sent any more; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}
