using Facilities.Dashboard.Pages.Charts;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>What an address of the chart page may say, and what becomes of nonsense in it.</summary>
public sealed class ChartAddress_Tests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("a/b", 0)]
    [InlineData("a/b/c/d", 0)]
    [InlineData("a//c", 0)]
    [InlineData("a/b/c,a/b/c, a/b/d", 2)]
    [InlineData("a/b/1,a/b/2,a/b/3,a/b/4,a/b/5,a/b/6,a/b/7", 6)]
    public void Points_that_cannot_be_read_come_twice_or_are_too_many_are_left_out(string? text, int kept)
    {
        var points = ChartPoint.ParseAll(text);

        points.Count.ShouldBe(kept);
        ChartPoint.ParseAll(ChartPoint.Write(points)).ShouldBe(points);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("8 days", null, null)]
    [InlineData(null, "5", "5")]
    [InlineData(null, "9", "5")]
    [InlineData(null, "-5", "5")]
    [InlineData(null, "5", "99999999999999999999")]
    [InlineData(null, "5", "32503679999999")]
    public void Nonsense_is_the_last_day(string? range, string? from, string? to)
    {
        var stretch = ChartStretch.Read(range, from, to, Now);

        (stretch.Key, stretch.From, stretch.To).ShouldBe(("24h", Now.AddDays(-1), Now));
    }

    [Fact]
    public void An_exact_stretch_wins_over_a_range_and_can_be_as_short_as_ten_seconds_and_as_long_as_years()
    {
        var at = Now.AddDays(-3).ToUnixTimeMilliseconds();

        var close = ChartStretch.Read("7d", $"{at}", $"{at + 1}", Now);
        var wide = ChartStretch.Read(null, "0", $"{at}", Now);

        (close.Key, close.Length).ShouldBe((null, TimeSpan.FromSeconds(10)));
        wide.Length.ShouldBe(TimeSpan.FromDays(11 * 366));
    }

    [Fact]
    public void Zoom_keeps_the_middle_and_moving_keeps_the_length()
    {
        var day = ChartStretch.Read("24h", null, null, Now);

        day.Zoom(0.5).ShouldBe(new ChartStretch(null, Now.AddHours(-18), Now.AddHours(-6)));
        day.Move(-0.5).ShouldBe(new ChartStretch(null, Now.AddHours(-36), Now.AddHours(-12)));
    }
}
