using Facilities.Domain;

namespace Facilities.Storage.Relational.Notifications;

/// <summary>
/// A reporter's own link by which he says, once and without signing in, whether a fault is solved; one for each round of the fault. Its address holds the id
/// and a signature over this row.
/// </summary>
public sealed class FollowUpLink
{
    public int Id { get; set; }

    public int ReporterId { get; set; }

    public FaultId FaultId { get; set; }

    /// <summary>Number of the fault's round whose end it asks about.</summary>
    public int Round { get; set; }

    /// <summary>Random, part of what is signed: an id given again after a restore opens nothing.</summary>
    public required byte[] Nonce { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Null while nothing was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>1–5.</summary>
    public int? Stars { get; set; }

    public bool? Solved { get; set; }
}
