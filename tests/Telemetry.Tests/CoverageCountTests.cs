namespace Facilities.Telemetry.Tests;

public sealed class CoverageCountTests
{
    [Fact]
    public void No_samples_leave_one_gap_as_long_as_the_window()
    {
        var coverage = Count(0, 1000, 100);
        coverage.Share.ShouldBe(0);
        coverage.Gaps.ShouldBe([new TimeSpanUnixMs(0, 1000)]);
    }

    [Fact]
    public void A_regular_series_covers_everything_with_jitter_up_to_half_an_interval()
    {
        Count(0, 1000, 100, 0, 100, 200, 340, 400, 500, 650, 700, 800, 900).Share.ShouldBe(1);
    }

    [Fact]
    public void A_gap_begins_one_interval_after_the_last_sample_and_ends_at_the_next()
    {
        var coverage = Count(0, 1000, 100, 0, 100, 600, 700, 800, 900);
        coverage.Gaps.ShouldBe([new TimeSpanUnixMs(200, 600)]);
        coverage.CoveredMs.ShouldBe(600);
        coverage.SampleCount.ShouldBe(6);
    }

    [Fact]
    public void A_sample_shortly_before_the_window_covers_its_beginning()
    {
        Count(1000, 1100, 100, 950, 1040).Gaps.ShouldBeEmpty();
        Count(1000, 1100, 100, 880, 1040).Gaps.ShouldBe([new TimeSpanUnixMs(1000, 1040)]);
        Count(1000, 1100, 100, 850, 1040).SampleCount.ShouldBe(1);
    }

    [Fact]
    public void The_end_of_the_window_is_judged_like_a_next_sample()
    {
        Count(0, 1000, 100, 0, 100, 200, 300, 400, 500, 600, 700, 860).Gaps.ShouldBe([new TimeSpanUnixMs(800, 860)]);
        Count(0, 1000, 100, Enumerable.Range(0, 9).Select(i => i * 100L).ToArray()).Gaps.ShouldBe([new TimeSpanUnixMs(900, 1000)]);
    }

    [Fact]
    public void Many_gaps_are_all_counted_and_only_the_first_thousand_listed()
    {
        var coverage = Count(0, 3_000_000, 100, Enumerable.Range(0, 3000).Select(i => i * 1000L).ToArray());
        coverage.GapCount.ShouldBe(3000);
        coverage.Gaps.Count.ShouldBe(Coverage.MostGaps);
        coverage.Share.ShouldBe(0.1);
    }

    private static Coverage Count(long from, long to, int intervalMs, params long[] times)
    {
        var count = new CoverageCount(from, to, TimeSpan.FromMilliseconds(intervalMs));
        foreach (var time in times) count.Add(time);
        return count.Finish();
    }
}
