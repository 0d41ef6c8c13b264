using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Faults;

public sealed class FaultHoldTests
{
    [Fact]
    public void A_hold_that_is_only_asked_for_stops_nothing()
    {
        var loop = new Loop().To(FaultState.Fixing);
        var fixBy = loop.Fault.FixBy;
        loop.Do(FaultAction.RequestHold);
        loop.Fault.State.ShouldBe(FaultState.Fixing);
        loop.Fault.FixBy.ShouldBe(fixBy);
        loop.Do(FaultAction.RefuseHold).Fault.FixBy.ShouldBe(fixBy);
        loop.Fault.PendingHold.ShouldBeNull();
    }

    [Fact]
    public void An_approved_hold_moves_the_fix_deadline_and_an_early_end_moves_it_back()
    {
        var loop = new Loop().To(FaultState.Fixing);
        loop.Fault.RequestHold(HoldReason.Part, loop.Now.AddHours(10), Loop.Crew, loop.Now);
        loop.Fault.ApproveHold(Loop.Manager, loop.Site, loop.Now);
        loop.Fault.FixBy.ShouldBe(MondayMorning.AddHours(58));
        loop.Fault.Resume(Loop.Crew, loop.Site, loop.Now.AddHours(4));
        loop.Fault.State.ShouldBe(FaultState.Fixing);
        loop.Fault.FixBy.ShouldBe(MondayMorning.AddHours(52));
    }

    [Fact]
    public void The_clock_runs_on_from_the_end_of_a_hold_that_nobody_resumes()
    {
        var loop = new Loop().To(FaultState.Fixing);
        loop.Fault.RequestHold(HoldReason.Weather, loop.Now.AddHours(10), Loop.Crew, loop.Now);
        loop.Fault.ApproveHold(Loop.Manager, loop.Site, loop.Now);
        loop.Fault.Resume(Actor.System, loop.Site, loop.Now.AddHours(30));
        loop.Fault.FixBy.ShouldBe(MondayMorning.AddHours(58));
    }

    [Fact]
    public void A_hold_approved_after_the_deadline_moves_nothing()
    {
        var loop = new Loop().To(FaultState.Fixing).Do(FaultAction.MarkSafe);
        var late = MondayMorning.AddHours(47);
        loop.Fault.RequestHold(HoldReason.Part, late.AddDays(5), Loop.Crew, late);
        loop.Fault.NoteOverdue(MondayMorning.AddHours(49)).ShouldBe(FaultLimits.Fix);
        loop.Fault.ApproveHold(Loop.Manager, loop.Site, MondayMorning.AddHours(50));
        loop.Fault.FixBy.ShouldBe(MondayMorning.AddHours(48));
        loop.Fault.Overdue.ShouldBe(FaultLimits.Fix);
    }

    [Fact]
    public void At_most_two_holds_are_approved()
    {
        var loop = new Loop().To(FaultState.Fixing);
        for (var i = 0; i < Fault.MaximumHolds; i++) loop.Do(FaultAction.RequestHold).Do(FaultAction.ApproveHold).Do(FaultAction.Resume);
        Should.Throw<RuleViolation>(() => loop.Do(FaultAction.RequestHold)).Code.ShouldBe(RuleCodes.HoldTooMany);
    }

    [Fact]
    public void A_refused_hold_does_not_count()
    {
        var loop = new Loop().To(FaultState.Fixing);
        for (var i = 0; i < 5; i++) loop.Do(FaultAction.RequestHold).Do(FaultAction.RefuseHold);
        loop.Do(FaultAction.RequestHold).Do(FaultAction.ApproveHold).Fault.State.ShouldBe(FaultState.OnHold);
    }

    [Fact]
    public void One_request_waits_at_a_time_and_its_end_lies_ahead()
    {
        var loop = new Loop().To(FaultState.Fixing);
        Should.Throw<RuleViolation>(() => loop.Fault.RequestHold(HoldReason.Part, loop.Now, Loop.Crew, loop.Now)).Code.ShouldBe(RuleCodes.HoldEndPast);
        Should.Throw<RuleViolation>(() => loop.Fault.RequestHold((HoldReason)99, loop.Now.AddDays(1), Loop.Crew, loop.Now)).Code.ShouldBe(RuleCodes.HoldReasonUnknown);
        Should.Throw<RuleViolation>(() => loop.Fault.ApproveHold(Loop.Manager, loop.Site, loop.Now)).Code.ShouldBe(RuleCodes.HoldNonePending);
        loop.Do(FaultAction.RequestHold);
        Should.Throw<RuleViolation>(() => loop.Do(FaultAction.RequestHold)).Code.ShouldBe(RuleCodes.HoldPending);
        Should.Throw<RuleViolation>(() => loop.Fault.ApproveHold(Loop.Manager, loop.Site, loop.Now.AddDays(3))).Code.ShouldBe(RuleCodes.HoldEndPast);
    }

    [Fact]
    public void A_request_is_void_once_the_fault_is_fixed_or_given_to_another()
    {
        new Loop().To(FaultState.Fixing).Do(FaultAction.RequestHold).Do(FaultAction.ReportFixed).Fault.PendingHold.ShouldBeNull();
        new Loop().To(FaultState.Fixing).Do(FaultAction.RequestHold).Do(FaultAction.Dispatch).Fault.PendingHold.ShouldBeNull();
    }
}
