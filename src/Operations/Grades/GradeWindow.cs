namespace Facilities.Operations.Grades;

/// <summary>The stretch that a month's grade is made of: of a closed month the month itself; of the running one the month before now, so that its first days don't look good for want of facts.</summary>
/// <param name="Month">First day of the month graded.</param>
/// <param name="From">Its first instant.</param>
/// <param name="To">The instant after it.</param>
/// <param name="IsClosed">The month is over.</param>
internal sealed record GradeWindow(DateOnly Month, DateTimeOffset From, DateTimeOffset To, bool IsClosed)
{
    /// <summary>First day at the site.</summary>
    public DateOnly FirstDay => SiteDay.Of(From);

    /// <summary>Last day at the site whose end is within it.</summary>
    public DateOnly LastDay => SiteDay.Of(To).AddDays(-1);

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    public static GradeWindow Closed(DateOnly month) => new(month, SiteDay.Start(month), SiteDay.Start(month.AddMonths(1)), true);

    public static GradeWindow Running(DateTimeOffset now)
    {
        var today = SiteDay.Of(now);
        return new GradeWindow(MonthOf(today), SiteDay.Start(today.AddMonths(-1)), now, false);
    }
}
