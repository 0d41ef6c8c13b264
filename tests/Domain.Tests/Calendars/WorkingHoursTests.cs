using Facilities.Domain.Calendars;

namespace Facilities.Domain.Tests.Calendars;

public sealed class WorkingHoursTests
{
    [Theory]
    [InlineData("12345 08:30-12:00 13:30-17:30", 7.5)]
    [InlineData("1234567 00:00-24:00", 24)]
    [InlineData("6 09:00-09:30", 0.5)]
    public void What_it_wrote_it_reads_again(string text, double hours)
    {
        var parsed = WorkingHours.Parse(text);
        parsed.ToString().ShouldBe(text);
        parsed.Workday.ShouldBe(TimeSpan.FromHours(hours));
        parsed.ShouldBe(WorkingHours.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("8 08:00-09:00")]
    [InlineData("11 08:00-09:00")]
    [InlineData("1 09:00-08:00")]
    [InlineData("1 08:00-08:00")]
    [InlineData("1 08:00-12:00 11:00-13:00")]
    [InlineData("1 08:00-24:01")]
    [InlineData("1 08:60-12:00")]
    [InlineData("1 8:00-12:00")]
    public void Refuses_hours_that_are_none(string text) => Should.Throw<FormatException>(() => WorkingHours.Parse(text));

    [Fact]
    public void Counts_Monday_as_day_one_and_Sunday_as_day_seven()
    {
        WorkingHours.Parse("1 08:00-09:00").Includes(DayOfWeek.Monday).ShouldBeTrue();
        WorkingHours.Parse("7 08:00-09:00").Includes(DayOfWeek.Sunday).ShouldBeTrue();
        WorkingHours.Parse("7 08:00-09:00").Includes(DayOfWeek.Saturday).ShouldBeFalse();
    }
}
