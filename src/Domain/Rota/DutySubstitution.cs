namespace Facilities.Domain.Rota;

/// <summary>From a day to a day, both included and in the site's calendar, one person takes another's shifts: on one level or on all.</summary>
public sealed class DutySubstitution
{
    private DutySubstitution()
    {
    }

    /// <exception cref="RuleViolation"><see cref="RuleCodes.PeriodReversed"/>, <see cref="RuleCodes.DutySubstituteSame"/>, <see cref="RuleCodes.DutyLevelUnknown"/>.</exception>
    public DutySubstitution(CommunityId communityId, DutyLevel? level, UserId absentId, UserId substituteId, DateOnly from, DateOnly until)
    {
        if (level is { } known) DutyRules.RequireLevel(known);
        if (until < from) throw new RuleViolation(RuleCodes.PeriodReversed, ("from", from), ("until", until));
        if (absentId == substituteId) throw new RuleViolation(RuleCodes.DutySubstituteSame);
        CommunityId = communityId;
        Level = level;
        AbsentId = absentId;
        SubstituteId = substituteId;
        From = from;
        Until = until;
    }

    public DutySubstitutionId Id { get; private set; }

    public CommunityId CommunityId { get; private set; }

    /// <summary>Null: on every level.</summary>
    public DutyLevel? Level { get; private set; }

    public UserId AbsentId { get; private set; }

    public UserId SubstituteId { get; private set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day, included.</summary>
    public DateOnly Until { get; private set; }
}
