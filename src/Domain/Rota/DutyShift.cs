namespace Facilities.Domain.Rota;

/// <summary>One shift of one person, from an instant to an instant: for what no weekly pattern says.</summary>
public sealed class DutyShift
{
    /// <summary>Longest single shift: a week of stand-by. Longer ones are patterns, or a typing error.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private DutyShift()
    {
    }

    /// <exception cref="RuleViolation"><see cref="RuleCodes.PeriodReversed"/>, <see cref="RuleCodes.DutyShiftTooLong"/>, <see cref="RuleCodes.DutyLevelUnknown"/>.</exception>
    public DutyShift(CommunityId communityId, DutyLevel level, UserId userId, DateTimeOffset from, DateTimeOffset until)
    {
        DutyRules.RequireLevel(level);
        if (until <= from) throw new RuleViolation(RuleCodes.PeriodReversed, ("from", from), ("until", until));
        if (until - from > Longest) throw new RuleViolation(RuleCodes.DutyShiftTooLong, ("days", Longest.Days));
        CommunityId = communityId;
        Level = level;
        UserId = userId;
        From = from;
        Until = until;
    }

    public DutyShiftId Id { get; private set; }

    public CommunityId CommunityId { get; private set; }

    public DutyLevel Level { get; private set; }

    public UserId UserId { get; private set; }

    /// <summary>On duty from here.</summary>
    public DateTimeOffset From { get; private set; }

    /// <summary>Handed over here: no longer on duty.</summary>
    public DateTimeOffset Until { get; private set; }
}
