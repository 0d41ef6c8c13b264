using Facilities.Domain.Access;
using Facilities.Domain.Escalation;
using Facilities.Domain.Faults;
using Facilities.Domain.Tests.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Escalation;

public sealed class EscalationPlanTests
{
    [Theory]
    [InlineData(Severity.P1, "5m second, 15m manager, 30m firm+rescue, 60m regulator")]
    [InlineData(Severity.P2, "30m second, 120m manager, 480m firm")]
    [InlineData(Severity.P3, "75% first, 100% manager")]
    [InlineData(Severity.P4, "100% manager")]
    public void The_fields_ladders_are_these(Severity severity, string written) => EscalationLadder.Default(severity).ToString().ShouldBe(written);

    [Theory]
    [InlineData("10m Second, 1h manager", "10m second, 60m manager")]
    [InlineData("50% first,100% manager+rescue", "50% first, 100% manager+rescue")]
    [InlineData("", null)]
    [InlineData("10m", null)]
    [InlineData("10m nobody", null)]
    [InlineData("10m 2", null)]
    [InlineData("0m first", null)]
    [InlineData("101% first", null)]
    [InlineData("30m second, 10m manager", null)]
    [InlineData("30m second, 50% manager", null)]
    [InlineData("1m first,2m first,3m first,4m first,5m first,6m first,7m first,8m first,9m first", null)]
    public void A_ladder_is_written_as_people_say_it(string text, string? written)
    {
        if (written is null) Should.Throw<RuleViolation>(() => EscalationLadder.Parse(text)).Code.ShouldBe(RuleCodes.LadderMalformed);
        else EscalationLadder.Parse(EscalationLadder.Parse(text).ToString()).ToString().ShouldBe(written);
    }

    [Fact]
    public void A_grave_fault_climbs_by_the_minute_until_it_is_acknowledged()
    {
        var loop = new Loop(Severity.P1);
        Pending(loop).Select(step => ((step.DueAt - MondayMorning).TotalMinutes, step.Rung.Target)).ShouldBe(
            [(5, EscalationTarget.Second), (15, EscalationTarget.Manager), (30, EscalationTarget.Firm), (60, EscalationTarget.Regulator)]);
        loop.To(FaultState.Acknowledged);
        Pending(loop).ShouldBeEmpty();
    }

    [Fact]
    public void A_step_that_was_taken_is_not_taken_again()
    {
        var loop = new Loop(Severity.P1);
        var first = Pending(loop)[0];
        loop.Fault.Escalate(1, CodedText.Of(ReasonCodes.EscalateStep, (EscalationPlan.KeyParameter, first.Key)), Actor.System, loop.Now);
        Pending(loop).Select(step => step.Rung.Target).ShouldBe([EscalationTarget.Manager, EscalationTarget.Firm, EscalationTarget.Regulator]);
    }

    [Fact]
    public void A_lesser_fault_climbs_by_the_limits_that_are_not_met()
    {
        // 4 h to acknowledge, 2 d to be there, 7 d to fix; 7.5 h a day.
        var loop = new Loop(Severity.P3);
        Pending(loop).Select(step => (step.Limit, step.Rung.Target, step.DueAt)).ShouldBe(
        [
            (FaultLimits.Acknowledge, EscalationTarget.First, Shanghai("2026-03-02 14:30")),
            (FaultLimits.Acknowledge, EscalationTarget.Manager, Shanghai("2026-03-02 15:30")),
            (FaultLimits.Arrive, EscalationTarget.First, Shanghai("2026-03-03 15:15")),
            (FaultLimits.Arrive, EscalationTarget.Manager, Shanghai("2026-03-04 10:00")),
            (FaultLimits.Fix, EscalationTarget.First, Shanghai("2026-03-09 11:52:30")),
            (FaultLimits.Fix, EscalationTarget.Manager, Shanghai("2026-03-11 10:00")),
        ]);
        loop.To(FaultState.Acknowledged);
        Pending(loop).Select(step => step.Limit).Distinct().ShouldBe([FaultLimits.Arrive, FaultLimits.Fix]);
        loop.To(FaultState.Fixed);
        Pending(loop).ShouldBeEmpty();
    }

    [Fact]
    public void A_hold_moves_the_steps_of_the_fix_limit()
    {
        var loop = new Loop(Severity.P3).To(FaultState.Fixing);
        loop.Fault.RequestHold(HoldReason.Part, Shanghai("2026-03-04 10:00"), Loop.Crew, loop.Now);
        loop.Fault.ApproveHold(Loop.Manager, loop.Site, Shanghai("2026-03-03 10:00"));
        Pending(loop).Select(step => step.DueAt).ShouldBe([Shanghai("2026-03-10 11:52:30"), Shanghai("2026-03-12 10:00")]);
    }

    [Fact]
    public void A_raised_severity_starts_its_ladder_when_it_is_raised_and_a_reopened_fault_from_the_bottom()
    {
        var loop = new Loop(Severity.P3);
        var raised = MondayMorning.AddHours(3);
        loop.Fault.ChangeSeverity(Severity.P1, Loop.Why, Loop.Dispatcher, loop.Site, raised);
        Pending(loop)[0].DueAt.ShouldBe(raised.AddMinutes(5));

        loop = new Loop(Severity.P1);
        loop.Fault.Escalate(1, CodedText.Of(ReasonCodes.EscalateStep, (EscalationPlan.KeyParameter, Pending(loop)[0].Key)), Actor.System, loop.Now);
        loop.To(FaultState.Closed).Do(FaultAction.Reopen);
        Pending(loop).Count.ShouldBe(4);
        Pending(loop)[0].DueAt.ShouldBe(loop.Now.AddMinutes(5));
    }

    [Fact]
    public void A_ladder_that_changes_in_the_middle_loses_no_step_and_takes_none_again()
    {
        var loop = new Loop(Severity.P1);
        var before = EscalationPlan.Pending(loop.Fault, EscalationLadder.Parse("5m second, 15m manager, 30m firm"), loop.Site);
        loop.Fault.Escalate(1, CodedText.Of(ReasonCodes.EscalateStep, (EscalationPlan.KeyParameter, before[0].Key)), Actor.System, loop.Now);

        Targets("15m manager, 30m firm").ShouldBe([EscalationTarget.Manager, EscalationTarget.Firm]);
        Targets("3m first, 5m second, 15m manager").ShouldBe([EscalationTarget.First, EscalationTarget.Manager]);

        IEnumerable<EscalationTarget> Targets(string ladder) => EscalationPlan.Pending(loop.Fault, EscalationLadder.Parse(ladder), loop.Site).Select(step => step.Rung.Target);
    }

    /// <summary>An earlier build named a step by its place in the ladder.</summary>
    [Theory]
    [InlineData(Severity.P1, "P1.2", "5m second", "30m firm+rescue", "60m regulator")]
    [InlineData(Severity.P3, "P3.Acknowledge.1", "Acknowledge 100% manager", "Arrive 75% first", "Arrive 100% manager", "Fix 75% first", "Fix 100% manager")]
    [InlineData(Severity.P4, "P3.Acknowledge.1", "Acknowledge 100% manager", "Fix 100% manager")]
    public void A_step_that_an_earlier_build_took_is_not_taken_again(Severity severity, string key, params string[] left)
    {
        var loop = new Loop(severity);
        loop.Fault.Escalate(1, CodedText.Of(ReasonCodes.EscalateStep, (EscalationPlan.KeyParameter, key)), Actor.System, loop.Now);
        Pending(loop).Select(step => $"{step.Limit} {step.Rung}".TrimStart()).ShouldBe(left, ignoreOrder: true);
    }

    private static IReadOnlyList<EscalationStep> Pending(Loop loop) => EscalationPlan.Pending(loop.Fault, EscalationLadder.Default(loop.Fault.Severity), loop.Site);
}
