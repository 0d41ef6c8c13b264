using Facilities.Domain;

namespace Facilities.Storage.Relational.Notifications;

/// <summary>A person's own link by which he acknowledges one fault without signing in. Its address holds the id and a signature over this row.</summary>
public sealed class AcknowledgeLink
{
    public int Id { get; set; }

    public FaultId FaultId { get; set; }

    public UserId UserId { get; set; }

    /// <summary>Random, part of what is signed: an id given again after a restore opens nothing.</summary>
    public required byte[] Nonce { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Null while it can still be used.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}
