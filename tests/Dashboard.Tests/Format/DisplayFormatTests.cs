using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Tests.Support;

namespace Facilities.Dashboard.Tests.Format;

public sealed class DisplayFormatTests
{
    /// <summary>Friday 2026-11-20 14:32:10 in Shanghai.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 6, 32, 10, TimeSpan.Zero);

    [Theory]
    [InlineData("zh-CN", "2026-11-20 周五 14:32")]
    [InlineData("en", "Fri 20 Nov 2026, 14:32")]
    public void A_full_date_names_its_weekday_the_way_the_language_does(string culture, string expected) =>
        In(culture, format => format.Full(Now)).ShouldBe(expected);

    [Theory]
    [InlineData("zh-CN", 0, 15, 0, "15:00")]
    [InlineData("zh-CN", 1, 9, 0, "明 09:00")]
    [InlineData("zh-CN", -1, 9, 0, "昨 09:00")]
    [InlineData("zh-CN", -2, 14, 20, "11-18 14:20")]
    [InlineData("zh-CN", 100, 14, 20, "2027-02-28 14:20")]
    [InlineData("en", 0, 15, 0, "15:00")]
    [InlineData("en", 1, 9, 0, "Sat 09:00")]
    [InlineData("en", -2, 14, 20, "18 Nov 14:20")]
    public void A_moment_says_no_more_than_it_must(string culture, int days, int hour, int minute, string expected)
    {
        var local = new DateTimeOffset(2026, 11, 20, hour, minute, 0, TimeSpan.FromHours(8)).AddDays(days);
        In(culture, format => format.Moment(local)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("zh-CN", 90 * 60, "3 天 18 时")]
    [InlineData("zh-CN", 288, "4 时 48 分")]
    [InlineData("zh-CN", 72 * 60, "3 天")]
    [InlineData("zh-CN", 60, "1 时")]
    [InlineData("en", 90 * 60, "3 d 18 h")]
    [InlineData("en", 288, "4 h 48 m")]
    [InlineData("en", -288, "4 h 48 m")]
    public void A_countdown_above_an_hour_has_its_two_largest_units(string culture, int minutes, string expected) =>
        In(culture, format => format.Countdown(TimeSpan.FromMinutes(minutes))).ShouldBe(expected);

    [Theory]
    [InlineData(350, "5:50")]
    [InlineData(-1025, "17:05")]
    [InlineData(5, "0:05")]
    [InlineData(0, "0:00")]
    public void A_countdown_below_an_hour_ticks_in_minutes_and_seconds(int seconds, string expected) =>
        In("zh-CN", format => format.Countdown(TimeSpan.FromSeconds(seconds))).ShouldBe(expected);

    [Theory]
    [InlineData("zh-CN", 0, "刚才")]
    [InlineData("zh-CN", 4, "4 s 前")]
    [InlineData("zh-CN", 121, "2 分前")]
    [InlineData("zh-CN", 7300, "2 时前")]
    [InlineData("zh-CN", 3 * 86_400, "3 天前")]
    [InlineData("en", 4, "4 s ago")]
    [InlineData("en", 121, "2 min ago")]
    public void An_age_has_one_unit(string culture, int seconds, string expected) =>
        In(culture, format => format.Age(Now.AddSeconds(-seconds))).ShouldBe(expected);

    [Theory]
    [InlineData(61.42, "61.4")]
    [InlineData(4.2, "4.2")]
    [InlineData(0.48, "0.48")]
    [InlineData(142, "142")]
    [InlineData(7294, "7,294")]
    [InlineData(-6, "−6")]
    [InlineData(0, "0")]
    [InlineData(0.0123, "0.0123")]
    [InlineData(double.NaN, "—")]
    public void A_number_has_about_three_figures_and_a_true_minus(double value, string expected) =>
        In("zh-CN", format => format.Number(value)).ShouldBe(expected);

    [Theory]
    [InlineData(61.4, "°C", "61.4 ℃")]
    [InlineData(0.18, "m/s2", "0.18 m/s²")]
    [InlineData(3, "", "3")]
    public void A_quantity_has_a_space_before_its_unit(double value, string unit, string expected) =>
        In("zh-CN", format => format.Quantity(value, unit)).ShouldBe(expected);

    [Theory]
    [InlineData("zh-CN", "1,860.00 元")]
    [InlineData("en", "¥1,860.00")]
    public void Money_has_its_fen(string culture, string expected) => In(culture, format => format.Yuan(1860m)).ShouldBe(expected);

    [Fact]
    public void A_share_is_a_percentage_with_a_space() => In("en", format => format.Percent(0.884)).ShouldBe("88.4 %");

    private static string In(string culture, Func<DisplayFormat, string> say)
    {
        using var language = new UseCulture(CultureInfo.GetCultureInfo(culture));
        return say(Texts.Format(new StandingClock(Now)));
    }
}
