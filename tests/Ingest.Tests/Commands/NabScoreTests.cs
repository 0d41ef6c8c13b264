using Facilities.Ingest.Commands.Evaluation;

namespace Facilities.Ingest.Tests.Commands;

public sealed class NabScoreTests
{
    private static readonly long[] Times = [.. Enumerable.Range(0, 2000).Select(row => row * 300_000L)];

    [Fact]
    public void Silence_is_0_and_an_alarm_at_the_start_of_every_window_100()
    {
        NabScore.Of([Run()], NabProfile.Standard).ShouldBe(0);
        NabScore.Of([Run(1000, 1500)], NabProfile.Standard)!.Value.ShouldBe(100, 1e-9);
    }

    [Fact]
    public void Early_is_better_than_late_and_a_second_alarm_in_a_window_is_free()
    {
        var early = NabScore.Of([Run(1010)], NabProfile.Standard)!.Value;
        var late = NabScore.Of([Run(1090)], NabProfile.Standard)!.Value;
        early.ShouldBeGreaterThan(late);
        NabScore.Of([Run(1010, 1050)], NabProfile.Standard).ShouldBe(early);
    }

    [Fact]
    public void A_false_alarm_costs_and_right_behind_a_window_little()
    {
        var silent = NabScore.Of([Run()], NabProfile.Standard)!.Value;
        // 0.11 of 4 between silence and perfection.
        NabScore.Of([Run(500)], NabProfile.Standard)!.Value.ShouldBe(silent - (100 * 0.11 / 4), 1e-9);
        NabScore.Of([Run(1101)], NabProfile.Standard)!.Value.ShouldBeGreaterThan(silent - 0.2);
    }

    [Fact]
    public void The_first_rows_do_not_count()
    {
        var run = Run(10, 299);
        run.Probation.ShouldBe(300);
        run.Counted.ShouldBe(0);
        NabScore.Of([run], NabProfile.Standard).ShouldBe(0);
    }

    [Fact]
    public void Recordings_without_a_window_have_no_score_of_their_own() =>
        NabScore.Of([new NabRun(Times, [], new bool[Times.Length])], NabProfile.Standard).ShouldBeNull();

    /// <summary>Windows over rows 1000 to 1099 and 1500 to 1599.</summary>
    private static NabRun Run(params int[] alarms)
    {
        var flags = new bool[Times.Length];
        foreach (var row in alarms) flags[row] = true;
        return new NabRun(Times, [(Times[1000], Times[1099]), (Times[1500], Times[1599])], flags);
    }
}
