using Facilities.Domain.Calendars;

namespace Facilities.Domain.Rota;

/// <summary>
/// A shift that comes again: on some weekdays, every week or every few weeks, with its handover at the site's local time. On a day on which the clocks change
/// the shift is as long as it really is, and the handover stays at the hour people agreed on.
/// </summary>
public sealed class DutyPattern
{
    /// <summary>Weeks until a rota repeats, at most: more people than that don't share one level.</summary>
    public const int MaximumWeeks = 12;

    private DutyPattern()
    {
    }

    /// <param name="days">The days on which the shift begins.</param>
    /// <param name="from">Begins at this local time.</param>
    /// <param name="until">Handed over at this local time: on the same day, or on the next when it isn't later than <paramref name="from"/>.</param>
    /// <param name="validFrom">First day; its week is the first of every <paramref name="everyWeeks"/>.</param>
    /// <param name="validUntil">Last day on which a shift begins; null: goes on.</param>
    /// <param name="everyWeeks">1: every week; 2: every other; …</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.PeriodReversed"/>, <see cref="RuleCodes.DutyWeeks"/>, <see cref="RuleCodes.DutyLevelUnknown"/>, <see cref="RuleCodes.DutyWeekdays"/>.</exception>
    public DutyPattern(
        CommunityId communityId, DutyLevel level, UserId userId, Weekdays days, TimeOnly from, TimeOnly until, DateOnly validFrom, DateOnly? validUntil = null, int everyWeeks = 1)
    {
        DutyRules.RequireLevel(level);
        if (days == default) throw new RuleViolation(RuleCodes.DutyWeekdays);
        if (validUntil < validFrom) throw new RuleViolation(RuleCodes.PeriodReversed, ("from", validFrom), ("until", validUntil));
        if (everyWeeks is < 1 or > MaximumWeeks) throw new RuleViolation(RuleCodes.DutyWeeks, ("maximum", MaximumWeeks));
        CommunityId = communityId;
        Level = level;
        UserId = userId;
        Days = days;
        FromMinute = Minute(from);
        UntilMinute = Minute(until);
        ValidFrom = validFrom;
        ValidUntil = validUntil;
        EveryWeeks = everyWeeks;
    }

    public DutyPatternId Id { get; private set; }

    public CommunityId CommunityId { get; private set; }

    public DutyLevel Level { get; private set; }

    public UserId UserId { get; private set; }

    public Weekdays Days { get; private set; }

    /// <summary>Minutes after local midnight.</summary>
    public int FromMinute { get; private set; }

    /// <summary>Minutes after local midnight; of the next day when not above <see cref="FromMinute"/>.</summary>
    public int UntilMinute { get; private set; }

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidUntil { get; private set; }

    public int EveryWeeks { get; private set; }

    /// <summary>Whether a shift begins on a local day.</summary>
    public bool BeginsOn(DateOnly day)
    {
        if (day < ValidFrom || day > ValidUntil || !Days.Includes(day.DayOfWeek)) return false;
        return (Monday(day).DayNumber - Monday(ValidFrom).DayNumber) / 7 % EveryWeeks == 0;
    }

    /// <summary>The shift that begins on a local day.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) On(DateOnly day, TimeZoneInfo zone) =>
        (SiteTime.ToUtc(zone, day, FromMinute), SiteTime.ToUtc(zone, UntilMinute > FromMinute ? day : day.AddDays(1), UntilMinute));

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static int Minute(TimeOnly time) => time.Hour * 60 + time.Minute;
}
