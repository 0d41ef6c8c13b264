using Facilities.Domain.Access;

namespace Facilities.Domain.Insurance;

/// <summary>One line of a claim's history. Append-only; (claim, <see cref="Sequence"/>) is unique.</summary>
public sealed class ClaimEvent
{
    private ClaimEvent()
    {
    }

    internal ClaimEvent(int sequence, ClaimAction action, ClaimState? from, ClaimState to, Actor actor, DateTimeOffset at, CodedText reason, string? note)
    {
        Sequence = sequence;
        Action = action;
        From = from;
        To = to;
        UserId = actor.User;
        Role = actor.Role;
        OrganisationId = actor.Organisation;
        At = at;
        Reason = reason;
        Note = note;
    }

    public long Id { get; private set; }

    public ClaimId ClaimId { get; private set; }

    public int Sequence { get; private set; }

    public ClaimAction Action { get; private set; }

    public ClaimState? From { get; private set; }

    public ClaimState To { get; private set; }

    public UserId? UserId { get; private set; }

    public Role Role { get; private set; }

    public OrganisationId? OrganisationId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public CodedText Reason { get; private set; } = CodedText.Of("none");

    public string? Note { get; private set; }
}
