namespace Facilities.Detection.Tests.Forecasts;

public sealed class MonotonicTrendTests
{
    [Fact]
    public void Sens_slope_of_a_small_set_worked_by_hand()
    {
        // Pairs of neighbours rise by 1, 3, −1, 2 …; counted by hand for the first five, then a line so that the least number of days is there.
        var days = new[] { 1d, 2, 5, 4, 6, 7, 8, 9, 10, 11 }.Select((value, day) => new DailyValue(day, value)).ToList();
        var trend = MonotonicTrend.Of(days)!.Value;
        trend.PerDay.ShouldBe(1, 1e-12);
        trend.Level.ShouldBe(11, 0.5);
        // S = 45 pairs − 2·1 falling one = 43; var = 10·9·25/18 = 125; z = 42/√125 = 3.757; p = 1.7e-4.
        trend.PValue.ShouldBe(1.72e-4, 0.03e-4);
    }

    [Fact]
    public void A_day_without_data_does_not_bend_the_slope()
    {
        var days = Enumerable.Range(0, 30).Where(day => day is not (7 or 8 or 9 or 20)).Select(day => new DailyValue(day, 3 + 0.25 * day)).ToList();
        var trend = MonotonicTrend.Of(days)!.Value;
        trend.PerDay.ShouldBe(0.25, 1e-12);
        trend.Level.ShouldBe(3 + 0.25 * 29, 1e-9);
    }

    [Fact]
    public void One_broken_day_weighs_no_more_than_any_other()
    {
        var days = Enumerable.Range(0, 20).Select(day => new DailyValue(day, day == 10 ? 1e6 : 0.5 * day)).ToList();
        MonotonicTrend.Of(days)!.Value.PerDay.ShouldBe(0.5, 0.05);
    }

    [Fact]
    public void A_value_that_never_changes_has_no_trend()
    {
        var trend = MonotonicTrend.Of([.. Enumerable.Range(0, 20).Select(day => new DailyValue(day, 4.2))])!.Value;
        trend.PerDay.ShouldBe(0);
        trend.PValue.ShouldBe(1, 1e-6);
    }

    [Fact]
    public void Too_few_days_say_nothing() =>
        MonotonicTrend.Of([.. Enumerable.Range(0, MonotonicTrend.LeastDays - 1).Select(day => new DailyValue(day, day))]).ShouldBeNull();

    [Fact]
    public void The_interval_holds_the_true_slope_about_as_often_as_it_says()
    {
        var random = new Random(7);
        var held = 0;
        const int Runs = 400;
        for (var run = 0; run < Runs; run++)
        {
            var trend = MonotonicTrend.Of([.. Enumerable.Range(0, 28).Select(day => new DailyValue(day, 0.3 * day + Noise.Normal(random)))])!.Value;
            if (trend.PerDayLow <= 0.3 && trend.PerDayHigh >= 0.3) held++;
        }

        ((double)held / Runs).ShouldBeInRange(0.86, 0.95);
    }
}
