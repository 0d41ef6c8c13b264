using Facilities.Domain.Calendars;

namespace Facilities.Domain.Tests.Calendars;

public sealed class PublicHolidaysTests
{
    [Fact]
    public void The_year_2026_has_33_days_off_and_6_weekend_days_worked_instead()
    {
        var days = PublicHolidays.Of(2026);
        days.Count(day => !day.IsWorking).ShouldBe(3 + 9 + 3 + 5 + 3 + 3 + 7);
        days.Where(day => day.IsWorking).Select(day => day.Date.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]);
        days.Where(day => day.IsWorking).ShouldAllBe(day => day.Date.DayOfWeek == DayOfWeek.Saturday || day.Date.DayOfWeek == DayOfWeek.Sunday);
        days.Select(day => day.Date).ShouldBeUnique();
    }

    [Fact]
    public void A_year_without_a_notice_has_none() => PublicHolidays.Of(2027).ShouldBeEmpty();
}
