namespace Facilities.Detection.Tests.Forecasts;

public sealed class LimitForecasterTests
{
    private const int Today = 100;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_steady_rise_or_fall_is_carried_on_to_its_limit(bool above)
    {
        var sign = above ? 1 : -1;
        var days = Days(28, day => 10 + sign * 0.1 * day);
        var forecast = LimitForecaster.Of(days, Today, 10 + sign * (0.1 * Today + 1), above).ShouldNotBeNull();
        forecast.Days.ShouldBe(10, 0.01);
        forecast.Earliest.ShouldBeLessThanOrEqualTo(forecast.Days);
        forecast.Latest!.Value.ShouldBeGreaterThanOrEqualTo(forecast.Days);
        forecast.WindowDays.ShouldBe(14);
    }

    [Fact]
    public void A_movement_away_from_the_limit_is_none() =>
        LimitForecaster.Of(Days(56, day => 10 - 0.1 * day), Today, 20, above: true).ShouldBeNull();

    [Fact]
    public void A_line_is_not_drawn_on_farther_than_it_was_seen()
    {
        // 120 days to go at this pace, and 112 are looked at.
        LimitForecaster.Of(Days(120, day => 0.1 * day), Today, 0.1 * (Today + 120), above: true).ShouldBeNull();
        LimitForecaster.Of(Days(120, day => 0.1 * day), Today, 0.1 * (Today + 100), above: true)!.WindowDays.ShouldBe(112);
        LimitForecaster.Of(Days(120, day => 0.1 * day), Today, 0.1 * (Today + 50), above: true)!.WindowDays.ShouldBe(56);
    }

    [Fact]
    public void Wear_that_began_lately_is_seen_by_a_short_window()
    {
        var random = new Random(3);
        var days = Days(56, day => 2 + 0.02 * Noise.Normal(random) + Math.Max(0, day - 86) * 0.05);
        var forecast = LimitForecaster.Of(days, Today, 3.1, above: true).ShouldNotBeNull();
        forecast.WindowDays.ShouldBe(14);
        forecast.Days.ShouldBeInRange(5, 14);
    }

    [Fact]
    public void A_value_that_is_no_longer_seen_has_no_forecast()
    {
        var days = Days(28, day => 0.1 * day).Where(day => day.Day <= Today - 3).ToList();
        LimitForecaster.Of(days, Today, 11, above: true).ShouldBeNull();
    }

    [Fact]
    public void A_value_beyond_its_limit_is_a_fault_and_no_forecast() =>
        LimitForecaster.Of(Days(28, day => 0.1 * day), Today, 9, above: true).ShouldBeNull();

    /// <summary>A new battery, a cleaned chamber: the old line leads nowhere any more.</summary>
    [Theory]
    [InlineData(0.4, true)]
    [InlineData(0.6, false)]
    public void A_newest_value_that_went_back_by_half_of_the_way_ends_the_forecast(double share, bool stands)
    {
        var days = Days(14, day => 0.1 * day - (day == Today ? share * 1.3 : 0));
        (LimitForecaster.Of(days, Today, 11, above: true) is not null).ShouldBe(stands);
    }

    [Fact]
    public void A_window_with_too_many_days_missing_says_nothing()
    {
        var days = Days(28, day => 0.1 * day).Where(day => day.Day % 2 == 0).ToList();
        LimitForecaster.Of(days, Today, 10.5, above: true).ShouldBeNull();
    }

    /// <summary>Days that resemble each other, a working week, and a limit near enough for a chance trend to reach it.</summary>
    [Theory]
    [InlineData(0.0, 56)]
    [InlineData(0.5, 56)]
    [InlineData(0.8, 56)]
    [InlineData(0.0, 112)]
    [InlineData(0.8, 112)]
    public void A_value_that_only_wanders_is_hardly_ever_given_a_date(double resemblance, int length)
    {
        var random = new Random(11);
        var forecasts = 0;
        const int Runs = 1_000;
        for (var run = 0; run < Runs; run++)
        {
            double state = 0;
            var days = Days(length, day => (state = resemblance * state + Math.Sqrt(1 - resemblance * resemblance) * Noise.Normal(random)) + (day % 7 < 5 ? 0.5 : 0));
            if (LimitForecaster.Of(days, Today, 6, above: true) is not null) forecasts++;
        }

        forecasts.ShouldBeLessThanOrEqualTo(Runs / 50);
    }

    private static List<DailyValue> Days(int count, Func<int, double> value) =>
        [.. Enumerable.Range(Today - count + 1, count).Select(day => new DailyValue(day, value(day)))];
}
