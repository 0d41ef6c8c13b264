using Facilities.Domain.Calendars;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Calendars;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Plain = Sites.Calendar();
    private static readonly WorkingCalendar October = Sites.Calendar(NationalDay2026);

    [Theory]
    // Inside a day, across lunch, across the night, across the weekend.
    [InlineData("2026-03-02 10:00", 1, "2026-03-02 11:00")]
    [InlineData("2026-03-02 11:00", 2, "2026-03-02 14:30")]
    [InlineData("2026-03-02 17:00", 1, "2026-03-03 09:00")]
    [InlineData("2026-03-06 16:30", 2, "2026-03-09 09:30")]
    // Begins before work, at lunch, at night, on a Sunday.
    [InlineData("2026-03-02 06:00", 1, "2026-03-02 09:30")]
    [InlineData("2026-03-02 12:30", 1, "2026-03-02 14:30")]
    [InlineData("2026-03-02 23:00", 1, "2026-03-03 09:30")]
    [InlineData("2026-03-08 12:00", 1, "2026-03-09 09:30")]
    // A full day ends at its end, not at the start of the next.
    [InlineData("2026-03-02 08:30", 7.5, "2026-03-02 17:30")]
    [InlineData("2026-03-02 08:30", 0, "2026-03-02 08:30")]
    public void Adds_working_time(string from, double hours, string expected) =>
        Plain.AddWorkingTime(Shanghai(from), TimeSpan.FromHours(hours)).ShouldBe(Shanghai(expected));

    [Theory]
    // 30 September is a Wednesday; 1–7 October are off; Thursday 8, Friday 9 and Saturday 10 are worked.
    [InlineData("2026-09-30 16:30", 2, "2026-10-08 09:30")]
    [InlineData("2026-10-03 12:00", 1, "2026-10-08 09:30")]
    [InlineData("2026-10-09 16:30", 2, "2026-10-10 09:30")]
    [InlineData("2026-10-10 16:30", 2, "2026-10-12 09:30")]
    // Sunday 20 September is worked.
    [InlineData("2026-09-18 16:30", 2, "2026-09-20 09:30")]
    public void Leaves_holidays_out_and_counts_worked_weekends(string from, double hours, string expected) =>
        October.AddWorkingTime(Shanghai(from), TimeSpan.FromHours(hours)).ShouldBe(Shanghai(expected));

    [Theory]
    [InlineData("2026-03-02 08:00", "2026-03-02 18:00", 7.5)]
    [InlineData("2026-03-02 11:30", "2026-03-02 14:00", 1)]
    [InlineData("2026-03-06 17:00", "2026-03-09 09:00", 1)]
    [InlineData("2026-03-07 00:00", "2026-03-09 00:00", 0)]
    [InlineData("2026-03-02 10:00", "2026-03-02 09:00", 0)]
    public void Measures_working_time(string from, string to, double hours) =>
        Plain.WorkingTimeBetween(Shanghai(from), Shanghai(to)).ShouldBe(TimeSpan.FromHours(hours));

    [Fact]
    public void A_communitys_own_day_wins_over_the_day_for_all()
    {
        var date = new DateOnly(2026, 3, 4);
        Sites.Calendar(new CalendarDay(date, true, new CommunityId(1)), new CalendarDay(date, false)).IsWorkingDay(date).ShouldBeTrue();
        Sites.Calendar(new CalendarDay(date, false)).IsWorkingDay(date).ShouldBeFalse();
    }

    [Fact]
    public void Counts_real_hours_on_days_when_the_clocks_change()
    {
        var berlin = Sites.Calendar("Europe/Berlin", WorkingHours.Always, []);
        // 29 March 2026 has 23 hours, 25 October 25.
        berlin.WorkingTimeBetween(berlin.StartOfDay(Day("2026-03-29")), berlin.EndOfDay(Day("2026-03-29"))).ShouldBe(TimeSpan.FromHours(23));
        berlin.WorkingTimeBetween(berlin.StartOfDay(Day("2026-10-25")), berlin.EndOfDay(Day("2026-10-25"))).ShouldBe(TimeSpan.FromHours(25));
    }

    [Fact]
    public void Begins_work_at_the_first_minute_after_one_that_the_clocks_skip()
    {
        var berlin = Sites.Calendar("Europe/Berlin", WorkingHours.Parse("1234567 02:30-05:00"), []);
        berlin.AddWorkingTime(berlin.StartOfDay(Day("2026-03-29")), TimeSpan.FromHours(1)).ShouldBe(new DateTimeOffset(2026, 3, 29, 4, 0, 0, TimeSpan.FromHours(2)));
    }

    [Fact]
    public void A_day_of_the_site_is_not_a_day_in_UTC()
    {
        Plain.LocalDate(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero)).ShouldBe(Day("2026-03-02"));
        Plain.LocalDate(new DateTimeOffset(2026, 3, 1, 15, 59, 59, TimeSpan.Zero)).ShouldBe(Day("2026-03-01"));
        Plain.EndOfDay(Day("2026-03-01")).ShouldBe(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("2026-10-07", "2026-09-30")]
    [InlineData("2026-10-10", "2026-10-10")]
    [InlineData("2026-10-11", "2026-10-10")]
    public void Finds_the_working_day_on_or_before(string date, string expected) => October.WorkingDayOnOrBefore(Day(date)).ShouldBe(Day(expected));

    [Fact]
    public void Says_so_when_there_is_no_working_day_to_be_found()
    {
        var never = Sites.Calendar("Asia/Shanghai", WorkingHours.Parse("1 08:00-08:01"), []);
        Should.Throw<InvalidOperationException>(() => never.AddWorkingTime(MondayMorning, TimeSpan.FromDays(2)));
    }

    [Theory]
    [InlineData("Asia/Shanghai")]
    [InlineData("Europe/Berlin")]
    public void Adding_and_measuring_undo_each_other(string zone) => Seeds.Check(300, random =>
    {
        var calendar = Sites.Calendar(zone, WorkingHours.Default, NationalDay2026);
        var from = MondayMorning.AddMinutes(random.Next(0, 400 * 24 * 60));
        var span = TimeSpan.FromMinutes(random.Next(1, 15 * 450));
        var due = calendar.AddWorkingTime(from, span);
        calendar.WorkingTimeBetween(from, due).ShouldBe(span);
        // The earliest such instant: a second less is less.
        calendar.WorkingTimeBetween(from, due.AddSeconds(-1)).ShouldBe(span - TimeSpan.FromSeconds(1));
    });
}
