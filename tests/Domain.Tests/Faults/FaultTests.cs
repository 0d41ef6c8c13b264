using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Faults;

public sealed class FaultTests
{
    [Fact]
    public void Begins_found_with_its_deadlines_and_one_line_of_history()
    {
        var fault = new Loop(Severity.P2).Fault;
        fault.State.ShouldBe(FaultState.Found);
        fault.OpenFamily.ShouldBe("door");
        fault.AcknowledgeBy.ShouldBe(MondayMorning.AddMinutes(15));
        fault.ArriveBy.ShouldBe(MondayMorning.AddHours(2));
        fault.SafeBy.ShouldBe(MondayMorning.AddHours(8));
        fault.FixBy.ShouldBe(MondayMorning.AddHours(48));
        fault.NextDueAt.ShouldBe(fault.AcknowledgeBy);
        fault.Finding.ShouldBe(new FindingFacts("door-close-slow", "door_close_s", 5.1, 3.2, 3.9, 4.5, 0.9));
        fault.Title.ShouldBe(CodedText.Of("fault.mode", ("mode", "door_wear")));
        var line = fault.History.ShouldHaveSingleItem();
        line.Sequence.ShouldBe(1);
        line.From.ShouldBeNull();
        line.Reason.Parameters["rule"].ShouldBe("door-close-slow");
    }

    [Fact]
    public void Goes_from_found_to_closed_and_remembers_who_and_when()
    {
        var loop = new Loop().To(FaultState.Closed);
        loop.Fault.History.Select(line => line.Action).ShouldBe(
        [
            FaultAction.Open, FaultAction.Accept, FaultAction.Dispatch, FaultAction.Acknowledge, FaultAction.Arrive, FaultAction.StartFix,
            FaultAction.ReportFixed, FaultAction.StartSoak, FaultAction.PassSoak, FaultAction.Close,
        ]);
        loop.Fault.History.Select(line => line.Sequence).ShouldBe(Enumerable.Range(1, 10));
        loop.Fault.History.Zip(loop.Fault.History.Skip(1)).ShouldAllBe(pair => pair.First.To == pair.Second.From);
        var round = loop.Fault.Rounds.ShouldHaveSingleItem();
        round.AcknowledgedAt.ShouldBe(MondayMorning.AddMinutes(3));
        round.ArrivedAt.ShouldBe(MondayMorning.AddMinutes(4));
        round.FixedAt.ShouldBe(MondayMorning.AddMinutes(6));
        round.ClosedAt.ShouldBe(MondayMorning.AddMinutes(9));
        loop.Fault.EndedAt.ShouldBe(round.ClosedAt);
        loop.Fault.NextDueAt.ShouldBeNull();
        loop.Fault.Workers.ShouldBe([Loop.Crew.User!.Value]);
    }

    [Fact]
    public void The_next_deadline_is_the_earliest_that_is_not_met()
    {
        var loop = new Loop(Severity.P1);
        loop.Fault.NextDueAt.ShouldBe(loop.Fault.AcknowledgeBy);
        loop.To(FaultState.Acknowledged).Fault.NextDueAt.ShouldBe(loop.Fault.ArriveBy);
        loop.To(FaultState.OnSite).Fault.NextDueAt.ShouldBe(loop.Fault.SafeBy);
        loop.Do(FaultAction.MarkSafe).Fault.NextDueAt.ShouldBe(loop.Fault.FixBy);
        loop.To(FaultState.Fixed).Fault.NextDueAt.ShouldBeNull();
    }

    [Fact]
    public void Notes_each_limit_that_passes_once()
    {
        var loop = new Loop(Severity.P1);
        loop.Fault.NoteOverdue(MondayMorning.AddMinutes(5)).ShouldBe(FaultLimits.None);
        loop.Fault.NoteOverdue(MondayMorning.AddMinutes(6)).ShouldBe(FaultLimits.Acknowledge);
        loop.Fault.NoteOverdue(MondayMorning.AddMinutes(7)).ShouldBe(FaultLimits.None);
        loop.Fault.NoteOverdue(MondayMorning.AddMinutes(31)).ShouldBe(FaultLimits.Arrive);
        loop.Fault.OverdueAt(MondayMorning.AddMinutes(31)).ShouldBe(FaultLimits.Acknowledge | FaultLimits.Arrive);
        loop.Fault.Overdue.ShouldBe(FaultLimits.Acknowledge | FaultLimits.Arrive);
        loop.Fault.History.Count(line => line.Action == FaultAction.NoteOverdue).ShouldBe(2);
    }

    [Fact]
    public void A_lighter_severity_takes_back_a_limit_that_has_not_passed_by_it()
    {
        var loop = new Loop(Severity.P1);
        loop.Fault.NoteOverdue(MondayMorning.AddMinutes(6));
        loop.Fault.ChangeSeverity(Severity.P3, Loop.Why, Loop.Dispatcher, loop.Site, MondayMorning.AddMinutes(10));
        loop.Fault.Overdue.ShouldBe(FaultLimits.None);
        loop.Fault.AcknowledgeBy.ShouldBe(Shanghai("2026-03-02 15:30"));
        loop.Fault.SafeBy.ShouldBeNull();
    }

    [Fact]
    public void An_action_that_waited_on_a_phone_counts_from_when_it_happened()
    {
        var loop = new Loop(Severity.P1).To(FaultState.Dispatched);
        var happened = MondayMorning.AddMinutes(4);
        loop.Fault.Acknowledge(Loop.Crew, MondayMorning.AddMinutes(20), new Attachments(At: happened));
        loop.Fault.CurrentRound.AcknowledgedAt.ShouldBe(happened);
        loop.Fault.History[^1].At.ShouldBe(happened);
        loop.Fault.History[^1].ReceivedAt.ShouldBe(MondayMorning.AddMinutes(20));
    }

    [Fact]
    public void A_phone_whose_clock_is_ahead_cannot_act_in_the_future()
    {
        var loop = new Loop().To(FaultState.Dispatched);
        loop.Fault.Acknowledge(Loop.Crew, loop.Now, new Attachments(At: loop.Now.AddHours(1)));
        loop.Fault.CurrentRound.AcknowledgedAt.ShouldBe(loop.Now);
    }

    [Fact]
    public void Refuses_a_note_or_a_pile_of_files_beyond_measure()
    {
        var loop = new Loop();
        Should.Throw<RuleViolation>(() => loop.Fault.Comment(Loop.Crew, loop.Now, new Attachments(new string('x', 2001)))).Code.ShouldBe(RuleCodes.NoteTooLong);
        Should.Throw<RuleViolation>(() => loop.Fault.Comment(Loop.Crew, loop.Now, new Attachments(Files: [.. Enumerable.Repeat("00", 21)]))).Code.ShouldBe(RuleCodes.TooManyFiles);
        loop.Fault.History.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_service_raises_severity_and_never_lowers_it()
    {
        var loop = new Loop(Severity.P2);
        Should.Throw<RuleViolation>(() => loop.Fault.ChangeSeverity(Severity.P3, Loop.Why, Actor.System, loop.Site, loop.Now)).Code.ShouldBe(RuleCodes.FaultSeverityLowered);
        Should.Throw<RuleViolation>(() => loop.Fault.ChangeSeverity(Severity.P2, Loop.Why, Loop.Dispatcher, loop.Site, loop.Now)).Code.ShouldBe(RuleCodes.FaultSeveritySame);
        loop.Fault.ChangeSeverity(Severity.P1, Loop.Why, Actor.System, loop.Site, loop.Now);
        loop.Fault.AcknowledgeBy.ShouldBe(MondayMorning.AddMinutes(5));
    }

    [Fact]
    public void Is_merged_only_into_another_open_fault()
    {
        var loop = new Loop();
        Should.Throw<RuleViolation>(() => loop.Fault.MergeInto(loop.Fault, Loop.Dispatcher, loop.Now)).Code.ShouldBe(RuleCodes.FaultMergeTarget);
        var closed = new Loop().To(FaultState.Closed).Fault;
        Should.Throw<RuleViolation>(() => loop.Fault.MergeInto(closed, Loop.Dispatcher, loop.Now)).Code.ShouldBe(RuleCodes.FaultMergeTarget);
    }

    [Fact]
    public void An_entrapment_needs_its_facts_and_nothing_else_has_them()
    {
        var opening = new FaultOpening("F-1", new AssetId(1), new CommunityId(1), FaultFamilies.Entrapment, "entrapment", Severity.P1, FaultSource.Sensor, MondayMorning, MondayMorning, MondayMorning);
        Should.Throw<RuleViolation>(() => Fault.Open(opening, Actor.System, InCity, MondayMorning)).Code.ShouldBe(RuleCodes.FaultEntrapmentFacts);
        var door = opening with { Family = "door", Entrapment = new EntrapmentStart(MondayMorning, "controller", true) };
        Should.Throw<RuleViolation>(() => Fault.Open(door, Actor.System, InCity, MondayMorning)).Code.ShouldBe(RuleCodes.FaultEntrapmentFacts);
    }

    [Fact]
    public void Escalates_upwards_only()
    {
        var loop = new Loop(Severity.P1);
        loop.Fault.Escalate(2, Loop.Why, Actor.System, loop.Now);
        loop.Fault.Escalate(1, Loop.Why, Actor.System, loop.Now);
        loop.Fault.EscalationLevel.ShouldBe(2);
        loop.Fault.History.Count(line => line.Action == FaultAction.Escalate).ShouldBe(1);
    }

    [Theory]
    [InlineData(2026, 1187, "F-2026-1187")]
    [InlineData(2026, 7, "F-2026-0007")]
    [InlineData(2026, 123456, "F-2026-123456")]
    public void Has_a_number_of_its_year(int year, int running, string number)
    {
        FaultNumber.Format(year, running).ShouldBe(number);
        FaultNumber.TryParse(number, out var readYear, out var readRunning).ShouldBeTrue();
        (readYear, readRunning).ShouldBe((year, running));
    }

    [Theory]
    [InlineData(Severity.P3, Domain.Assets.Criticality.Critical, Severity.P2)]
    [InlineData(Severity.P2, Domain.Assets.Criticality.Critical, Severity.P2)]
    [InlineData(Severity.P1, Domain.Assets.Criticality.Minor, Severity.P1)]
    [InlineData(Severity.P2, Domain.Assets.Criticality.Minor, Severity.P2)]
    [InlineData(Severity.P3, Domain.Assets.Criticality.Minor, Severity.P4)]
    [InlineData(Severity.P4, Domain.Assets.Criticality.Critical, Severity.P3)]
    [InlineData(Severity.P4, Domain.Assets.Criticality.Normal, Severity.P4)]
    public void Severity_is_the_modes_shifted_by_the_assets_criticality(Severity mode, Domain.Assets.Criticality criticality, Severity expected) =>
        SeverityRule.For(mode, criticality).ShouldBe(expected);
}
