using Facilities.Domain.Access;

namespace Facilities.Domain.Faults;

/// <summary>One line of a fault's history. Append-only; (fault, <see cref="Sequence"/>) is unique.</summary>
public sealed class FaultEvent
{
    private FaultEvent()
    {
    }

    internal FaultEvent(int sequence, FaultAction action, FaultState? from, FaultState to, Actor actor, DateTimeOffset at, DateTimeOffset receivedAt, CodedText reason, Attachments? attachments)
    {
        Sequence = sequence;
        Action = action;
        From = from;
        To = to;
        UserId = actor.User;
        Role = actor.Role;
        OrganisationId = actor.Organisation;
        At = at;
        ReceivedAt = receivedAt;
        Reason = reason;
        Note = attachments?.Note;
        Files = attachments?.Files ?? [];
    }

    public long Id { get; private set; }

    public FaultId FaultId { get; private set; }

    /// <summary>1, 2, … without a gap.</summary>
    public int Sequence { get; private set; }

    public FaultAction Action { get; private set; }

    /// <summary>Null for the opening.</summary>
    public FaultState? From { get; private set; }

    public FaultState To { get; private set; }

    /// <summary>Null for the service and for a resident.</summary>
    public UserId? UserId { get; private set; }

    public Role Role { get; private set; }

    public OrganisationId? OrganisationId { get; private set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>When the service learned of it; later than <see cref="At"/> when a phone was without a network.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    public CodedText Reason { get; private set; } = CodedText.Of("none");

    /// <summary>A person's own words.</summary>
    public string? Note { get; private set; }

    /// <summary>SHA-256 of attached files, lower case hex.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];
}
