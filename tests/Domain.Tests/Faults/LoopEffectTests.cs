using Facilities.Domain.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Faults;

public sealed class LoopEffectTests
{
    private static readonly DateTimeOffset Start = MondayMorning;

    [Fact]
    public void Nothing_measured_is_nothing_said()
    {
        var effect = LoopEffect.Of([], TimeSpan.FromDays(900));

        effect.Faults.ShouldBe(0);
        new object?[] { effect.ToAcknowledge, effect.ToFix, effect.MeanToRepair, effect.MeanBetweenFailures, effect.OnTimeShare, effect.FalseAlarmShare, effect.PreventedShare }.ShouldAllBe(figure => figure == null);
    }

    [Fact]
    public void Times_are_medians_and_MTTR_and_MTBF_as_EN_13306_has_them()
    {
        var effect = LoopEffect.Of(
            [Fault(acknowledge: 2, fix: 60, Severity.P2), Fault(acknowledge: 4, fix: 120, Severity.P3), Fault(acknowledge: 600, fix: 1500, Severity.P1, held: 300)], TimeSpan.FromDays(90 * 10));

        effect.ToAcknowledge.ShouldBe(TimeSpan.FromMinutes(4));
        effect.ToFix.ShouldBe(TimeSpan.FromMinutes(120));
        effect.MeanToRepair.ShouldBe(TimeSpan.FromMinutes(560));
        effect.MeanBetweenFailures.ShouldBe(TimeSpan.FromDays(450));
    }

    [Fact]
    public void Shares_count_only_what_they_are_about()
    {
        var effect = LoopEffect.Of(
        [
            Fault(1, 10, Severity.P3), Fault(1, 10, Severity.P3) with { Reopened = 2, OnTime = false }, Fault(1, 10, Severity.P3) with { State = FaultState.Rejected, FalseAlarm = true },
            Fault(1, 10, Severity.P3) with { Source = FaultSource.Resident, State = FaultState.Rejected, FalseAlarm = true },
        ], TimeSpan.FromDays(1));

        (effect.OnTimeShare, effect.RepeatShare, effect.FalseAlarmShare).ShouldBe((0.5, 0.5, 1.0 / 3));
    }

    [Fact]
    public void A_warning_counts_as_kept_when_nothing_worse_came_before_the_repair()
    {
        var kept = Fault(1, 600, Severity.P3) with { Predicted = true };
        var effect = LoopEffect.Of([kept, kept with { WorseAt = Start.AddHours(6) }, kept with { Source = FaultSource.Resident }], TimeSpan.FromDays(1));

        (effect.Predictions, effect.PreventedShare, effect.PredictionLead).ShouldBe((2, 0.5, TimeSpan.FromHours(6)));
    }

    [Fact]
    public void Answers_of_every_round_count_and_where_nobody_answered_nothing_is_said()
    {
        var effect = LoopEffect.Of([Fault(1, 10, Severity.P3) with { Answers = [new(1, false), new(5, true)] }, Fault(1, 10, Severity.P3) with { Answers = [new(4, true)] }, Fault(1, 10, Severity.P3)], TimeSpan.FromDays(1));

        (effect.Answers, effect.MeanStars, effect.SolvedShare).ShouldBe((3, 10.0 / 3, 2.0 / 3));
        LoopEffect.Of([Fault(1, 10, Severity.P3)], TimeSpan.FromDays(1)).MeanStars.ShouldBeNull();
    }

    private static EndedFault Fault(int acknowledge, int fix, Severity severity, int held = 0) => new(
        new AssetId(1), severity, FaultSource.Sensor, FaultState.Closed, FalseAlarm: false, Predicted: false, Start, Start, Start.AddMinutes(acknowledge), null, Start.AddMinutes(fix),
        TimeSpan.FromMinutes(held), OnTime: true, Reopened: 0, WorseAt: null, Answers: []);
}
