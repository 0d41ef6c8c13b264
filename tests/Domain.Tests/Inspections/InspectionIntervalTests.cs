using Facilities.Domain.Inspections;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Inspections;

public sealed class InspectionIntervalTests
{
    private const string Inspection = "years 1,4,7,9,11,13,15 then 1";
    private const string Testing = "years 2,3,5,6,8,10,12,14";

    /// <summary>Due dates counted by hand, with the basis of each.</summary>
    [Theory]
    // TSG T5002: a half-month is 15 days, not a calendar half; it drifts through the months.
    [InlineData("half-month", "2026-01-01", 1, "2026-01-16")]
    [InlineData("half-month", "2026-01-01", 2, "2026-01-31")]
    [InlineData("half-month", "2026-01-01", 4, "2026-03-02")]
    [InlineData("half-month", "2026-02-14", 1, "2026-03-01")]
    [InlineData("half-month", "2028-02-14", 1, "2028-02-29")]
    [InlineData("half-month", "2026-12-20", 1, "2027-01-04")]
    [InlineData("half-month", "2026-01-01", 24, "2026-12-27")]
    // GB 50974: weekly is seven days.
    [InlineData("7d", "2026-12-28", 1, "2027-01-04")]
    [InlineData("7d", "2028-02-24", 1, "2028-03-02")]
    [InlineData("1d", "2028-02-28", 1, "2028-02-29")]
    // Month ends clamp and come back.
    [InlineData("1mo", "2026-01-31", 1, "2026-02-28")]
    [InlineData("1mo", "2026-01-31", 2, "2026-03-31")]
    [InlineData("1mo", "2026-01-31", 3, "2026-04-30")]
    [InlineData("1mo", "2028-01-30", 1, "2028-02-29")]
    [InlineData("3mo", "2025-11-30", 1, "2026-02-28")]
    [InlineData("3mo", "2025-11-30", 2, "2026-05-30")]
    [InlineData("6mo", "2026-08-31", 1, "2027-02-28")]
    [InlineData("6mo", "2027-08-31", 1, "2028-02-29")]
    [InlineData("12mo", "2028-02-29", 1, "2029-02-28")]
    [InlineData("12mo", "2028-02-29", 4, "2032-02-29")]
    [InlineData("60mo", "2026-03-02", 1, "2031-03-02")]
    // TSG T7001-2023: inspection in years 1, 4, 7, 9, 11, 13, 15 after the supervisory inspection, then yearly.
    [InlineData(Inspection, "2020-06-15", 1, "2021-06-15")]
    [InlineData(Inspection, "2020-06-15", 2, "2024-06-15")]
    [InlineData(Inspection, "2020-06-15", 3, "2027-06-15")]
    [InlineData(Inspection, "2020-06-15", 4, "2029-06-15")]
    [InlineData(Inspection, "2020-06-15", 7, "2035-06-15")]
    [InlineData(Inspection, "2020-06-15", 8, "2036-06-15")]
    [InlineData(Inspection, "2020-06-15", 10, "2038-06-15")]
    [InlineData(Inspection, "2020-02-29", 1, "2021-02-28")]
    [InlineData(Inspection, "2020-02-29", 2, "2024-02-29")]
    // TSG T7008-2023: testing in the other years, none after the fifteenth.
    [InlineData(Testing, "2020-06-15", 1, "2022-06-15")]
    [InlineData(Testing, "2020-06-15", 8, "2034-06-15")]
    [InlineData(Testing, "2020-06-15", 9, null)]
    // Detectors: after two years, then every three.
    [InlineData("years 2 then 3", "2026-03-02", 1, "2028-03-02")]
    [InlineData("years 2 then 3", "2026-03-02", 3, "2034-03-02")]
    public void Counts_due_dates_from_the_anchor(string interval, string anchor, int n, string? due) =>
        InspectionInterval.Parse(interval).Nth(Day(anchor), n).ShouldBe(due is null ? null : Day(due));

    [Theory]
    [InlineData("half-month")]
    [InlineData("7d")]
    [InlineData("3mo")]
    [InlineData(Inspection)]
    [InlineData(Testing)]
    public void What_it_wrote_it_reads_again(string text)
    {
        InspectionInterval.Parse(text).ToString().ShouldBe(text);
        InspectionInterval.Parse(text).ShouldBe(InspectionInterval.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("d")]
    [InlineData("7")]
    [InlineData("13weeks")]
    [InlineData("241mo")]
    [InlineData("years ")]
    [InlineData("years 4,1")]
    [InlineData("years 0,1")]
    [InlineData("years 1 then x")]
    public void Refuses_what_is_no_interval(string text) => Should.Throw<FormatException>(() => InspectionInterval.Parse(text));

    [Fact]
    public void Inspection_and_testing_of_an_elevator_share_the_first_fifteen_years_between_them()
    {
        var inspection = InspectionTemplates.Find("elevator-inspection")!.Interval.YearList;
        var testing = InspectionTemplates.Find("elevator-testing")!.Interval.YearList;
        inspection.Concat(testing).Order().ShouldBe(Enumerable.Range(1, 15));
    }

    [Fact]
    public void Dues_ascend_without_repeating() => Seeds.Check(200, random =>
    {
        var interval = InspectionInterval.Parse(new[] { "half-month", "1d", "7d", "1mo", "2mo", "12mo", Inspection, Testing }[random.Next(8)]);
        var anchor = Day("2020-01-01").AddDays(random.Next(0, 4000));
        var dues = interval.Dues(anchor, anchor.AddYears(20)).ToList();
        dues.ShouldBe(dues.Distinct().Order());
        dues.ShouldAllBe(due => due > anchor);
    });
}
