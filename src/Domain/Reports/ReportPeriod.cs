using Facilities.Domain.Contracts;

namespace Facilities.Domain.Reports;

/// <summary>The days one report covers. Periods of an interval follow each other without a gap.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day, included.</param>
public readonly record struct ReportPeriod(DateOnly From, DateOnly Until)
{
    private const int DaysOfWeek = 7;

    /// <summary>The period in which a day lies.</summary>
    public static ReportPeriod At(ReportInterval interval, DateOnly day)
    {
        if (interval == ReportInterval.Weekly)
        {
            var monday = day.AddDays(-(((int)day.DayOfWeek + DaysOfWeek - 1) % DaysOfWeek));
            return new ReportPeriod(monday, monday.AddDays(DaysOfWeek - 1));
        }

        if (interval == ReportInterval.Quarterly)
        {
            var quarter = Quarter.Of(day);
            return new ReportPeriod(quarter.From, quarter.Until);
        }

        var first = new DateOnly(day.Year, day.Month, 1);
        return new ReportPeriod(first, first.AddMonths(1).AddDays(-1));
    }

    /// <summary>The one after it.</summary>
    public ReportPeriod Next(ReportInterval interval) => At(interval, Until.AddDays(1));
}
