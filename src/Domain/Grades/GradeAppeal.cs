using Facilities.Domain.Access;
using Facilities.Domain.Faults;

namespace Facilities.Domain.Grades;

/// <summary>A firm's appeal against the grade of a closed month, and what a regulator's reviewer decided. The month's own facts and causes never change.</summary>
public sealed class GradeAppeal
{
    /// <summary>Days after its month in which an appeal may be made.</summary>
    public const int Days = 30;

    private GradeAppeal()
    {
    }

    /// <param name="month">First day of the month.</param>
    /// <param name="shown">What it shows.</param>
    /// <param name="today">At the site.</param>
    /// <param name="reason">In the firm's words.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.GradeAppealMonth"/>, <see cref="RuleCodes.GradeAppealWords"/>, <see cref="RuleCodes.NoteTooLong"/>.</exception>
    public GradeAppeal(CommunityId community, DateOnly month, Grade shown, string reason, DateOnly today, Actor actor, DateTimeOffset now)
    {
        RoleRights.Require(actor, Right.AppealGrade);
        if (shown is not (Grade.Red or Grade.Yellow) || today < month.AddMonths(1) || today > month.AddMonths(1).AddDays(Days)) throw new RuleViolation(RuleCodes.GradeAppealMonth, ("month", month), ("days", Days));
        (CommunityId, Month, Shown, Reason) = (community, month, shown, Words(reason));
        (RaisedBy, OrganisationId, RaisedAt) = (actor.User, actor.Organisation, now);
    }

    public GradeAppealId Id { get; private set; }

    public CommunityId CommunityId { get; private set; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; private set; }

    /// <summary>What was shown when it was made.</summary>
    public Grade Shown { get; private set; }

    public GradeAppealState State { get; private set; } = GradeAppealState.Open;

    public string Reason { get; private set; } = "";

    public UserId? RaisedBy { get; private set; }

    /// <summary>The firm.</summary>
    public OrganisationId? OrganisationId { get; private set; }

    public DateTimeOffset RaisedAt { get; private set; }

    public UserId? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why, in the reviewer's words; null while open.</summary>
    public string? Decision { get; private set; }

    /// <summary>What the month shows instead; null unless granted.</summary>
    public Grade? Granted { get; private set; }

    /// <summary>Decides it, once.</summary>
    /// <param name="granted">What the month shall show, better than before; null: it stands.</param>
    /// <param name="words">Why.</param>
    /// <exception cref="RuleViolation">
    /// <see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.GradeAppealDecided"/>, <see cref="RuleCodes.GradeAppealGrade"/>, <see cref="RuleCodes.GradeAppealWords"/>, <see cref="RuleCodes.NoteTooLong"/>.
    /// </exception>
    public void Decide(Grade? granted, string words, Actor actor, DateTimeOffset now)
    {
        RoleRights.Require(actor, Right.Supervise);
        if (State != GradeAppealState.Open) throw new RuleViolation(RuleCodes.GradeAppealDecided);
        if (granted is { } better && (better <= Shown || !Enum.IsDefined(better))) throw new RuleViolation(RuleCodes.GradeAppealGrade, ("shown", Shown));
        (Decision, Granted, State) = (Words(words), granted, granted is null ? GradeAppealState.Refused : GradeAppealState.Granted);
        (DecidedBy, DecidedAt) = (actor.User, now);
    }

    private static string Words(string words)
    {
        if (words?.Length > Attachments.MaximumNoteLength) throw new RuleViolation(RuleCodes.NoteTooLong, ("maximum", Attachments.MaximumNoteLength));
        return words?.Trim() is { Length: > 0 } said ? said : throw new RuleViolation(RuleCodes.GradeAppealWords);
    }
}
