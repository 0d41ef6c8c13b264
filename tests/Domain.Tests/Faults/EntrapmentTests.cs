using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Faults;

public sealed class EntrapmentTests
{
    [Fact]
    public void Keeps_both_instants_with_their_sources_and_the_clock_offset()
    {
        var fault = Suspected(new EntrapmentStart(MondayMorning, "controller", true, TimeSpan.FromSeconds(3)));
        fault.RecordRelease(MondayMorning.AddMinutes(42), "controller", Actor.System, MondayMorning.AddMinutes(43));
        var entrapment = fault.CurrentEntrapment.ShouldNotBeNull();
        entrapment.TrappedAt.ShouldBe(MondayMorning);
        entrapment.TrappedSource.ShouldBe("controller");
        entrapment.ClockOffset.ShouldBe(TimeSpan.FromSeconds(3));
        entrapment.ReleasedAt.ShouldBe(MondayMorning.AddMinutes(42));
        entrapment.ReleasedSource.ShouldBe("controller");
        entrapment.IsConfirmed.ShouldBeTrue();
        // Out of the car is safe, though the lift isn't repaired.
        fault.CurrentRound.SafeAt.ShouldBe(MondayMorning.AddMinutes(42));
    }

    [Fact]
    public void A_suspicion_is_confirmed_once_and_takes_the_moment_that_is_known()
    {
        var fault = Suspected(new EntrapmentStart(MondayMorning, "silence", false));
        fault.CurrentEntrapment!.IsConfirmed.ShouldBeFalse();
        fault.Severity.ShouldBe(Severity.P1);
        var evidence = new EntrapmentStart(MondayMorning.AddMinutes(7), "alarm_button", true);
        fault.ConfirmEntrapment(evidence, Actor.System, MondayMorning.AddMinutes(8));
        fault.CurrentEntrapment.TrappedAt.ShouldBe(MondayMorning.AddMinutes(7));
        fault.CurrentEntrapment.ConfirmedSource.ShouldBe("alarm_button");
        Should.Throw<RuleViolation>(() => fault.ConfirmEntrapment(evidence, Actor.System, MondayMorning.AddMinutes(9))).Code.ShouldBe(RuleCodes.EntrapmentNotOpen);
    }

    [Fact]
    public void Silence_does_not_confirm_silence()
    {
        var fault = Suspected(new EntrapmentStart(MondayMorning, "silence", false));
        Should.Throw<RuleViolation>(() => fault.ConfirmEntrapment(new EntrapmentStart(MondayMorning, "silence", false), Actor.System, MondayMorning)).Code.ShouldBe(RuleCodes.EntrapmentNotOpen);
    }

    [Fact]
    public void The_earliest_release_stands_whatever_the_order_in_which_it_is_told()
    {
        var fault = Suspected(new EntrapmentStart(MondayMorning, "controller", true));
        fault.RecordRelease(MondayMorning.AddMinutes(50), "crew", Loop.Dispatcher, MondayMorning.AddMinutes(51));
        fault.RecordRelease(MondayMorning.AddMinutes(42), "controller", Actor.System, MondayMorning.AddMinutes(60));
        fault.RecordRelease(MondayMorning.AddMinutes(58), "crew", Loop.Dispatcher, MondayMorning.AddMinutes(61));
        fault.CurrentEntrapment!.ReleasedAt.ShouldBe(MondayMorning.AddMinutes(42));
        fault.History.Count(line => line.Action == FaultAction.RecordRelease).ShouldBe(2);
    }

    [Fact]
    public void Nobody_is_released_before_being_trapped()
    {
        var fault = Suspected(new EntrapmentStart(MondayMorning, "controller", true));
        Should.Throw<RuleViolation>(() => fault.RecordRelease(MondayMorning.AddSeconds(-1), "crew", Loop.Dispatcher, MondayMorning)).Code.ShouldBe(RuleCodes.EntrapmentReleaseBeforeStart);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public void The_crew_counts_heads_up_to_what_the_car_is_rated_for(int persons, bool allowed)
    {
        var loop = new Loop(Severity.P1, FaultFamilies.Entrapment).To(FaultState.OnSite);
        var record = () => loop.Fault.RecordPersons(persons, 13, Loop.Crew, loop.Now);
        if (allowed) record();
        else Should.Throw<RuleViolation>(record).Code.ShouldBe(RuleCodes.EntrapmentPersons);
        loop.Fault.CurrentEntrapment!.Persons.ShouldBe(allowed ? persons : null);
    }

    [Fact]
    public void A_second_trapping_of_a_reopened_fault_is_a_loss_event_of_its_own()
    {
        var loop = new Loop(Severity.P1, FaultFamilies.Entrapment).To(FaultState.Closed).Wait(TimeSpan.FromDays(3));
        loop.Fault.Reopen(Loop.Why, null, loop.Now, Actor.System, loop.Site, loop.Now, entrapment: new EntrapmentStart(loop.Now, "controller", true));
        loop.Fault.Entrapments.Select(entrapment => entrapment.Number).ShouldBe([1, 2]);
        loop.Fault.CurrentEntrapment!.TrappedAt.ShouldBe(loop.Now);
        loop.Fault.ArriveBy.ShouldBe(loop.Now.AddMinutes(30));
    }

    [Fact]
    public void A_trapping_after_the_release_is_a_loss_event_of_its_own_even_before_the_lift_is_repaired()
    {
        var fault = Suspected(new EntrapmentStart(MondayMorning, "controller", true));
        fault.RecordRelease(MondayMorning.AddMinutes(20), "controller", Actor.System, MondayMorning.AddMinutes(20));
        var again = new EntrapmentStart(MondayMorning.AddMinutes(50), "controller", true);
        fault.RecordTrapped(again, Actor.System, MondayMorning.AddMinutes(51)).ShouldBeTrue();
        fault.RecordTrapped(again, Actor.System, MondayMorning.AddMinutes(52)).ShouldBeFalse();
        fault.Entrapments.Select(entrapment => entrapment.TrappedAt).ShouldBe([MondayMorning, MondayMorning.AddMinutes(50)]);
        fault.Entrapments[0].ReleasedAt.ShouldBe(MondayMorning.AddMinutes(20));
        // Nobody is safe any more.
        fault.CurrentRound.SafeAt.ShouldBeNull();
        fault.History[^1].Reason.Code.ShouldBe(ReasonCodes.FaultTrappedAgain);
    }

    [Fact]
    public void The_same_trapping_told_again_changes_nothing()
    {
        var fault = Suspected(new EntrapmentStart(MondayMorning, "controller", true));
        fault.RecordTrapped(new EntrapmentStart(MondayMorning.AddMinutes(1), "alarm_button", true), Actor.System, MondayMorning.AddMinutes(2)).ShouldBeFalse();
        fault.RecordRelease(MondayMorning.AddMinutes(20), "controller", Actor.System, MondayMorning.AddMinutes(20));
        // A late batch of the same event.
        fault.RecordTrapped(new EntrapmentStart(MondayMorning.AddMinutes(5), "controller", true), Actor.System, MondayMorning.AddMinutes(30)).ShouldBeFalse();
        fault.Entrapments.ShouldHaveSingleItem();
    }

    [Fact]
    public void Telemetry_that_comes_back_confirms_a_suspicion()
    {
        var fault = Suspected(new EntrapmentStart(MondayMorning, "silence", false));
        fault.RecordTrapped(new EntrapmentStart(MondayMorning.AddMinutes(1), "silence", false), Actor.System, MondayMorning.AddMinutes(2)).ShouldBeFalse();
        fault.RecordTrapped(new EntrapmentStart(MondayMorning.AddMinutes(3), "controller", true), Actor.System, MondayMorning.AddMinutes(4)).ShouldBeTrue();
        fault.CurrentEntrapment!.IsConfirmed.ShouldBeTrue();
    }

    private static Fault Suspected(EntrapmentStart start) => Fault.Open(
        new FaultOpening("F-2026-0001", new AssetId(1), new CommunityId(1), FaultFamilies.Entrapment, "entrapment", Severity.P1, FaultSource.Sensor, start.TrappedAt, MondayMorning, MondayMorning, Entrapment: start),
        Actor.System, InCity, MondayMorning);

    [Fact]
    public void Each_comes_out_in_his_own_time_after_the_heads_are_counted_and_the_last_one_is_the_release()
    {
        var loop = new Loop(family: FaultFamilies.Entrapment).To(FaultState.OnSite);
        var (fault, t0) = (loop.Fault, loop.Fault.CurrentEntrapment!.TrappedAt);
        var now = loop.Now.AddHours(3);
        Refused(RuleCodes.EntrapmentHeadsFirst, () => fault.ReleasePersons(1, t0.AddMinutes(40), Loop.Crew, now));
        fault.RecordPersons(3, 13, Loop.Crew, now);
        FaultRights.Allowed(fault, Loop.Crew).ShouldContain(FaultAction.ReleasePersons);
        FaultRights.Allowed(fault, Loop.Dispatcher).ShouldNotContain(FaultAction.ReleasePersons);
        Refused(RuleCodes.EntrapmentPersonsLeft, () => fault.ReleasePersons(4, t0.AddMinutes(40), Loop.Crew, now));
        Refused(RuleCodes.EntrapmentPersonsLeft, () => fault.ReleasePersons(0, t0.AddMinutes(40), Loop.Crew, now));
        Refused(RuleCodes.EntrapmentReleaseBeforeStart, () => fault.ReleasePersons(1, t0.AddSeconds(-1), Loop.Crew, now));
        Refused(RuleCodes.EntrapmentReleaseAhead, () => fault.ReleasePersons(1, now.AddSeconds(1), Loop.Crew, now));

        fault.ReleasePersons(2, t0.AddMinutes(59), Loop.Crew, now);
        (fault.CurrentEntrapment!.PersonsLeft, fault.CurrentEntrapment!.ReleasedAt, fault.CurrentRound.SafeAt).ShouldBe((1, null, null));
        Refused(RuleCodes.EntrapmentPersonsOut, () => fault.RecordPersons(1, 13, Loop.Crew, now));
        fault.ReleasePersons(1, t0.AddMinutes(61), Loop.Crew, now);

        (fault.CurrentEntrapment!.PersonsLeft, fault.CurrentEntrapment!.ReleasedAt, fault.CurrentEntrapment!.ReleasedSource, fault.CurrentRound.SafeAt).ShouldBe((0, t0.AddMinutes(61), "crew", t0.AddMinutes(61)));
        FaultRights.Allowed(fault, Loop.Crew).ShouldNotContain(FaultAction.ReleasePersons);
        fault.History.Count(line => line.Action == FaultAction.ReleasePersons).ShouldBe(2);

        void Refused(string code, Action act)
        {
            var lines = fault.History.Count;
            Should.Throw<RuleViolation>(act).Code.ShouldBe(code);
            fault.History.Count.ShouldBe(lines);
        }
    }

    [Fact]
    public void A_later_word_about_the_last_one_does_not_lengthen_what_telemetry_says()
    {
        var loop = new Loop(family: FaultFamilies.Entrapment).To(FaultState.OnSite);
        var (fault, t0) = (loop.Fault, loop.Fault.CurrentEntrapment!.TrappedAt);
        fault.RecordPersons(1, 13, Loop.Crew, loop.Now);
        fault.RecordRelease(t0.AddMinutes(42), "controller", Actor.System, loop.Now.AddHours(2));
        fault.ReleasePersons(1, t0.AddMinutes(58), Loop.Crew, loop.Now.AddHours(2));
        fault.CurrentEntrapment!.ReleasedAt.ShouldBe(t0.AddMinutes(42));
    }
}
