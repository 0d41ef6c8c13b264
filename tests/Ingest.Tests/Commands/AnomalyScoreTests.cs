using Facilities.Ingest.Commands.Evaluation;

namespace Facilities.Ingest.Tests.Commands;

public sealed class AnomalyScoreTests
{
    private static readonly double[] Seconds = [.. Enumerable.Range(0, 1_000).Select(i => (double)i)];

    [Fact]
    public void A_detector_that_is_always_on_finds_nothing()
    {
        var score = Score([(500, 899)], [(0, 999)]);
        score.Found.ShouldBe(0);
        score.FalseAlarms.ShouldBe(1);
        score.F1.ShouldBe(400 / (400 + 600 / 2.0));
        score.FalseAlarmRatePercent.ShouldBe(100);
        score.MissedAlarmRatePercent.ShouldBe(0);
    }

    [Theory]
    [InlineData(470, 1, 0)] // at most 30 s early
    [InlineData(469, 0, 1)]
    [InlineData(899, 1, 0)]
    [InlineData(900, 0, 0)] // in the tail: neither
    [InlineData(959, 0, 0)]
    [InlineData(960, 0, 1)]
    public void An_alarm_counts_by_where_it_starts(int start, int found, int wrong)
    {
        var score = Score([(500, 899)], [(start, start + 5)]);
        score.Found.ShouldBe(found);
        score.FalseAlarms.ShouldBe(wrong);
    }

    [Fact]
    public void Runs_at_most_thirty_seconds_apart_are_one_alarm()
    {
        Score([(500, 899)], [(100, 110), (140, 150)]).FalseAlarms.ShouldBe(1);
        Score([(500, 899)], [(100, 110), (141, 150)]).FalseAlarms.ShouldBe(2);
    }

    private static AnomalyScore Score((int From, int To)[] labels, (int From, int To)[] alarms) =>
        AnomalyScore.Of([new LabelledRun(Seconds, Flags(labels), Flags(alarms))]);

    private static bool[] Flags((int From, int To)[] spans) => [.. Enumerable.Range(0, 1_000).Select(i => spans.Any(s => i >= s.From && i <= s.To))];
}
