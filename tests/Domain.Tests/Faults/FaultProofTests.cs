using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Faults;

public sealed class FaultProofTests
{
    [Theory]
    [InlineData(Severity.P1, 24)]
    [InlineData(Severity.P2, 48)]
    [InlineData(Severity.P3, 72)]
    [InlineData(Severity.P4, 0)]
    public void Soaks_as_long_as_its_severity_asks(Severity severity, int hours)
    {
        var loop = new Loop(severity).To(FaultState.Soaking);
        (loop.Fault.SoakUntil - loop.Fault.SoakStartedAt).ShouldBe(TimeSpan.FromHours(hours));
    }

    [Fact]
    public void A_soak_is_extended_once_and_then_a_person_is_asked()
    {
        var loop = new Loop().To(FaultState.Soaking);
        var extend = new SoakResult(SoakVerdict.Extend, [CodedText.Of("soak.coverage_low")]);
        loop.Wait(TimeSpan.FromHours(48));
        loop.Fault.ApplySoak(extend, loop.Site, loop.Now);
        loop.Fault.SoakExtended.ShouldBeTrue();
        loop.Fault.SoakUntil.ShouldBe(loop.Now.AddHours(48));
        loop.Wait(TimeSpan.FromHours(48));
        loop.Fault.ApplySoak(extend, loop.Site, loop.Now);
        loop.Fault.SoakNeedsPerson.ShouldBeTrue();
        var lines = loop.Fault.History.Count;
        loop.Fault.ApplySoak(extend, loop.Site, loop.Now);
        loop.Fault.ApplySoak(new SoakResult(SoakVerdict.Running, []), loop.Site, loop.Now);
        loop.Fault.History.Count.ShouldBe(lines);
        loop.Do(FaultAction.Verify).Fault.State.ShouldBe(FaultState.FollowUp);
    }

    [Fact]
    public void Nobody_verifies_by_hand_while_telemetry_still_watches()
    {
        var loop = new Loop().To(FaultState.Soaking);
        Should.Throw<RuleViolation>(() => loop.Fault.Verify(Loop.Manager, loop.Now)).Code.ShouldBe(RuleCodes.FaultSoakStillRunning);
    }

    [Fact]
    public void A_failed_soak_brings_the_fault_back_with_its_number_and_first_clock()
    {
        var loop = new Loop().To(FaultState.Soaking).Wait(TimeSpan.FromHours(5));
        loop.Fault.ApplySoak(new SoakResult(SoakVerdict.Failed, [CodedText.Of("soak.family_recurred")]), loop.Site, loop.Now);
        loop.Fault.State.ShouldBe(FaultState.Accepted);
        loop.Fault.Number.ShouldBe("F-2026-0001");
        loop.Fault.DetectedAt.ShouldBe(MondayMorning);
        loop.Fault.ReopenCount.ShouldBe(1);
        loop.Fault.OnRegulatorList.ShouldBeFalse();
        loop.Fault.SoakUntil.ShouldBeNull();
        // Answers count anew, the fix clock never stopped.
        loop.Fault.AcknowledgeBy.ShouldBe(loop.Now.AddMinutes(15));
        loop.Fault.FixBy.ShouldBe(MondayMorning.AddHours(48));
        loop.Fault.History[^1].Reason.Code.ShouldBe("soak.family_recurred");
    }

    [Fact]
    public void The_time_a_fault_was_closed_does_not_count_against_its_fix()
    {
        var loop = new Loop().To(FaultState.Closed);
        var closed = loop.Now;
        loop.Wait(TimeSpan.FromDays(20)).Do(FaultAction.Reopen);
        loop.Fault.FixBy.ShouldBe(MondayMorning.AddHours(48) + (loop.Now - closed));
        loop.Fault.OpenFamily.ShouldBe("door");
        loop.Fault.EndedAt.ShouldBeNull();
    }

    [Fact]
    public void The_second_reopening_goes_to_the_regulators_list()
    {
        var loop = new Loop().To(FaultState.FollowUp).Do(FaultAction.Reopen).To(FaultState.FollowUp).Do(FaultAction.Reopen);
        loop.Fault.ReopenCount.ShouldBe(2);
        loop.Fault.OnRegulatorList.ShouldBeTrue();
        loop.Fault.Rounds.Select(round => round.Number).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData(Severity.P2, 30, true)]
    [InlineData(Severity.P2, 31, false)]
    [InlineData(Severity.P3, 7, true)]
    [InlineData(Severity.P3, 8, false)]
    public void A_closed_fault_comes_back_only_within_its_window(Severity severity, int days, bool allowed)
    {
        var loop = new Loop(severity).To(FaultState.Closed);
        var closedAt = loop.Fault.CurrentRound.ClosedAt!.Value;
        var at = closedAt.AddDays(days);
        ReopenPolicy.Applies(severity, closedAt, at).ShouldBe(allowed);
        var reopen = () => loop.Fault.Reopen(Loop.Why, null, at, Actor.System, loop.Site, at);
        if (allowed) reopen();
        else Should.Throw<RuleViolation>(reopen).Code.ShouldBe(RuleCodes.FaultReopenTooLate);
    }

    [Fact]
    public void Late_data_counts_by_when_it_began_again()
    {
        var loop = new Loop(Severity.P3).To(FaultState.Closed);
        var onset = loop.Now.AddDays(6);
        loop.Fault.Reopen(Loop.Why, null, onset.AddDays(3), Actor.System, loop.Site, onset.AddDays(3), onsetAt: onset);
        loop.Fault.State.ShouldBe(FaultState.Accepted);
    }

    [Fact]
    public void A_reopening_raises_the_severity_and_never_lowers_it()
    {
        var loop = new Loop(Severity.P2).To(FaultState.FollowUp);
        loop.Fault.Reopen(Loop.Why, null, loop.Now, Actor.System, loop.Site, loop.Now, Severity.P3);
        loop.Fault.Severity.ShouldBe(Severity.P2);
        loop.To(FaultState.FollowUp).Fault.Reopen(Loop.Why, null, loop.Now, Actor.System, loop.Site, loop.Now, Severity.P1);
        loop.Fault.Severity.ShouldBe(Severity.P1);
    }

    [Theory]
    [InlineData(5, true, FaultState.FollowUp)]
    [InlineData(3, true, FaultState.FollowUp)]
    [InlineData(2, true, FaultState.Accepted)]
    [InlineData(5, false, FaultState.Accepted)]
    public void An_unsatisfied_reporter_brings_the_fault_back(int stars, bool solved, FaultState expected)
    {
        var loop = new Loop(source: FaultSource.Resident, hasReporter: true).To(FaultState.FollowUp);
        loop.Fault.Rate(stars, solved, Actor.Resident, loop.Site, loop.Now);
        loop.Fault.State.ShouldBe(expected);
        loop.Fault.Stars.ShouldBe(expected == FaultState.FollowUp ? stars : null);
    }

    [Fact]
    public void Refuses_stars_that_are_none_and_a_rating_nobody_was_asked_for()
    {
        var asked = new Loop(source: FaultSource.Resident, hasReporter: true).To(FaultState.FollowUp);
        Should.Throw<RuleViolation>(() => asked.Fault.Rate(0, true, Actor.Resident, asked.Site, asked.Now)).Code.ShouldBe(RuleCodes.FaultStars);
        Should.Throw<RuleViolation>(() => asked.Fault.Rate(6, true, Actor.Resident, asked.Site, asked.Now)).Code.ShouldBe(RuleCodes.FaultStars);
        var unasked = new Loop().To(FaultState.FollowUp);
        Should.Throw<RuleViolation>(() => unasked.Fault.Rate(5, true, Actor.Resident, unasked.Site, unasked.Now)).Code.ShouldBe(RuleCodes.FaultNoReporter);
    }

    [Fact]
    public void A_person_closes_a_fault_that_nobody_reported_at_once_but_silence_closes_it_only_after_72_hours()
    {
        new Loop().To(FaultState.FollowUp).Do(FaultAction.Close, Loop.Manager).Fault.State.ShouldBe(FaultState.Closed);
        var loop = new Loop().To(FaultState.FollowUp);
        var since = loop.Fault.FollowUpSince!.Value;
        Should.Throw<RuleViolation>(() => loop.Fault.Close(Loop.Why, Actor.System, since.AddHours(72).AddSeconds(-1))).Code.ShouldBe(RuleCodes.FaultReporterSilent);
        loop.Fault.Close(Loop.Why, Actor.System, since.AddHours(72));
    }

    [Fact]
    public void A_reporter_has_72_hours_before_anybody_closes_and_an_answer_ends_the_wait()
    {
        var silent = new Loop(Severity.P3, source: FaultSource.Resident, hasReporter: true).To(FaultState.FollowUp);
        Should.Throw<RuleViolation>(() => silent.Do(FaultAction.Close)).Code.ShouldBe(RuleCodes.FaultReporterSilent);
        silent.Wait(TimeSpan.FromHours(72));
        Should.Throw<RuleViolation>(() => silent.Do(FaultAction.Close, Actor.System)).Code.ShouldBe(RuleCodes.FaultReporterSilent);
        silent.Do(FaultAction.Close, Loop.Dispatcher).Fault.State.ShouldBe(FaultState.Closed);

        var answered = new Loop(Severity.P3, source: FaultSource.Resident, hasReporter: true).To(FaultState.FollowUp).Do(FaultAction.Rate);
        answered.Do(FaultAction.Close, Actor.System).Fault.State.ShouldBe(FaultState.Closed);
    }

    [Theory]
    [InlineData(FaultSource.Sensor, Severity.P1, false, false, 71, FollowUpStep.Wait)]
    [InlineData(FaultSource.Sensor, Severity.P1, false, false, 72, FollowUpStep.AutoClose)]
    [InlineData(FaultSource.Sensor, Severity.P3, true, false, 72, FollowUpStep.AutoClose)]
    [InlineData(FaultSource.Sensor, Severity.P2, true, false, 72, FollowUpStep.Phone)]
    [InlineData(FaultSource.Resident, Severity.P3, true, false, 72, FollowUpStep.Phone)]
    [InlineData(FaultSource.Hotline, Severity.P4, true, false, 72, FollowUpStep.Phone)]
    [InlineData(FaultSource.Regulator, Severity.P3, false, true, 720, FollowUpStep.Wait)]
    public void Silence_is_taken_for_agreement_only_where_the_rules_say_so(FaultSource source, Severity severity, bool reporter, bool regulator, int hours, FollowUpStep expected) =>
        FollowUpPolicy.Next(source, severity, reporter, regulator, MondayMorning, MondayMorning.AddHours(hours)).ShouldBe(expected);
}
