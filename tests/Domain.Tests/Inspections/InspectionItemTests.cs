using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Inspections;

public sealed class InspectionItemTests
{
    private static readonly InspectionStep Leveling = new("leveling", "平层", "Levelling", Severity.P3, "levelling", "mm", -10, 10);
    private static readonly InspectionStep Intercom = new("intercom", "对讲", "Intercom", Severity.P2, "supply");

    [Theory]
    [InlineData("2026-01-16", InspectionState.Done)]
    [InlineData("2026-01-17", InspectionState.DoneLate)]
    public void Is_on_time_on_its_due_date_and_late_the_day_after(string day, InspectionState expected)
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        duty.Do("2026-01-16", day);
        duty.Item("2026-01-16").State.ShouldBe(expected);
        duty.Item("2026-01-16").DoneBy.ShouldBe(Duty.Crew.User);
    }

    [Fact]
    public void A_claim_that_reaches_the_service_late_counts_by_its_own_time()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        duty.Plan("2026-01-18");
        var item = duty.Item("2026-01-16");
        item.State.ShouldBe(InspectionState.Overdue);
        duty.Do(item, Day("2026-01-15"), recordedAt: duty.Noon(Day("2026-01-18")));
        item.State.ShouldBe(InspectionState.Done);
        item.RecordedAt.ShouldBe(duty.Noon(Day("2026-01-18")));
    }

    [Fact]
    public void A_missed_item_takes_only_a_claim_from_before_it_was_missed()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        duty.Plan("2026-02-01");
        var item = duty.Item("2026-01-16");
        Should.Throw<RuleViolation>(() => duty.Do(item, Day("2026-02-02"))).Code.ShouldBe(RuleCodes.InspectionTransition);
        duty.Do(item, Day("2026-01-30"), recordedAt: duty.Noon(Day("2026-02-02")));
        item.State.ShouldBe(InspectionState.DoneLate);
    }

    [Fact]
    public void Keeps_the_steps_of_its_checklist_and_nothing_else()
    {
        var duty = new Duty(steps: [Intercom]);
        duty.Plan("2026-01-01");
        var item = duty.Item("2026-01-16");
        var now = duty.Noon(Day("2026-01-16"));
        InspectionClaim Claim(string note) => new(now.AddHours(-1), now, Duty.TwoSignatures, [new("intercom", true, null, note), new("made-up", true), new("made-up", false)]);
        void Do(string note) => item.Complete(Claim(note), Duty.Crew, duty.Template, duty.Schedule, Sites.Calendar(), now);

        Should.Throw<RuleViolation>(() => Do(new string('x', Attachments.MaximumNoteLength + 1))).Code.ShouldBe(RuleCodes.NoteTooLong);
        Do("answered");
        item.Steps.ShouldHaveSingleItem().StepKey.ShouldBe("intercom");
    }

    [Fact]
    public void Is_done_once()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        duty.Do("2026-01-16", "2026-01-15");
        Should.Throw<RuleViolation>(() => duty.Do("2026-01-16", "2026-01-15")).Code.ShouldBe(RuleCodes.InspectionTransition);
    }

    [Fact]
    public void Refuses_a_period_that_runs_backwards_or_ends_in_the_future()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        var item = duty.Item("2026-01-16");
        Should.Throw<RuleViolation>(() => duty.Do(item, Day("2026-01-15"), recordedAt: duty.Noon(Day("2026-01-14")))).Code.ShouldBe(RuleCodes.InspectionPeriod);
        var backwards = duty.Claim(Day("2026-01-15")) with { StartedAt = duty.Noon(Day("2026-01-16")) };
        Should.Throw<RuleViolation>(() => item.Complete(backwards, Duty.Crew, duty.Template, duty.Schedule, Sites.Calendar(), duty.Noon(Day("2026-01-17")))).Code.ShouldBe(RuleCodes.InspectionPeriod);
        item.State.ShouldBe(InspectionState.Planned);
    }

    [Fact]
    public void Refuses_work_before_the_due_before_it()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        duty.Item("2026-01-31").EarliestOn.ShouldBe(Day("2026-01-17"));
        Should.Throw<RuleViolation>(() => duty.Do("2026-01-31", "2026-01-16")).Code.ShouldBe(RuleCodes.InspectionTooEarly);
    }

    [Fact]
    public void Needs_as_many_signatures_as_the_template_asks_of_different_people()
    {
        var duty = new Duty(signatures: 2);
        duty.Plan("2026-01-01");
        var one = duty.Claim(Day("2026-01-15")) with { Signatures = UserSet.Parse("11,11") };
        Should.Throw<RuleViolation>(() => duty.Item("2026-01-16").Complete(one, Duty.Crew, duty.Template, duty.Schedule, Sites.Calendar(), duty.Noon(Day("2026-01-15"))))
            .Code.ShouldBe(RuleCodes.InspectionSignatures);
        duty.Do("2026-01-16", "2026-01-15");
    }

    [Fact]
    public void Needs_every_step_once_and_names_those_that_failed()
    {
        var duty = new Duty(steps: [Leveling, Intercom]);
        duty.Plan("2026-01-01");
        var item = duty.Item("2026-01-16");
        Should.Throw<RuleViolation>(() => duty.Do(item, Day("2026-01-15"), null, new InspectionStepResult("intercom", true))).Reason.Parameters["step"].ShouldBe("leveling");
        var failed = duty.Do(item, Day("2026-01-15"), null, new InspectionStepResult("intercom", false), new InspectionStepResult("leveling", true, 4));
        failed.ShouldHaveSingleItem().ShouldBe(Intercom);
        item.Steps.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(true, -10.0, true)]
    [InlineData(true, 10.0, true)]
    [InlineData(true, 10.1, false)]
    [InlineData(true, -10.1, false)]
    [InlineData(true, null, false)]
    [InlineData(true, double.NaN, false)]
    [InlineData(false, 0.0, false)]
    public void A_step_with_a_unit_is_met_by_a_value_inside_its_limits(bool inOrder, double? value, bool met) => Leveling.IsMet(inOrder, value).ShouldBe(met);

    [Theory]
    [InlineData(Role.Dispatcher)]
    [InlineData(Role.Regulator)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Insurer)]
    [InlineData(Role.Resident)]
    public void Only_crew_and_firm_record_work(Role role)
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        Should.Throw<RuleViolation>(() => duty.Item("2026-01-16").Complete(duty.Claim(Day("2026-01-15")), new Actor(new UserId(1), role, null), duty.Template, duty.Schedule, Sites.Calendar(), duty.Noon(Day("2026-01-15"))))
            .Code.ShouldBe(RuleCodes.RightMissing);
    }

    [Fact]
    public void Is_excused_with_a_permit_only_and_by_who_may()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        var regulator = new Actor(new UserId(41), Role.Regulator, null);
        var item = duty.Item("2026-01-16");
        Should.Throw<RuleViolation>(() => item.Excuse("P-1", Duty.Crew, duty.Noon(Day("2026-01-10")))).Code.ShouldBe(RuleCodes.RightMissing);
        Should.Throw<RuleViolation>(() => item.Excuse(" ", regulator, duty.Noon(Day("2026-01-10")))).Code.ShouldBe(RuleCodes.InspectionPermit);
        item.Excuse("P-1", regulator, duty.Noon(Day("2026-01-10")));
        item.State.ShouldBe(InspectionState.Excused);
        Should.Throw<RuleViolation>(() => item.Excuse("P-1", regulator, duty.Noon(Day("2026-01-10")))).Code.ShouldBe(RuleCodes.InspectionTransition);
        duty.Plan("2026-03-01");
        item.State.ShouldBe(InspectionState.Excused);
    }

    [Fact]
    public void Moves_forward_only()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        duty.Plan("2026-01-18");
        var item = duty.Item("2026-01-16");
        foreach (var state in new[] { InspectionState.Planned, InspectionState.Due, InspectionState.Overdue, InspectionState.Done, InspectionState.Excused })
        {
            Should.Throw<RuleViolation>(() => item.Advance(state, duty.Noon(Day("2026-01-18")))).Code.ShouldBe(RuleCodes.InspectionTransition);
        }
    }

    [Fact]
    public void A_longer_list_counts_for_the_shorter_one_too()
    {
        var month = new Duty();
        var quarter = new Duty(interval: "3mo", anchorDate: "2025-10-15", startsOn: "2026-01-01");
        month.Plan("2026-01-01");
        quarter.Plan("2026-01-01");
        quarter.Do("2026-01-15", "2026-01-12");
        month.Item("2026-01-16").CompleteBy(quarter.Item("2026-01-15"), month.Schedule, Sites.Calendar()).ShouldBeTrue();
        month.Item("2026-01-16").State.ShouldBe(InspectionState.Done);
        month.Item("2026-01-16").CoveredBy.ShouldBe("duty");
        month.Schedule.AnchorDate.ShouldBe(Day("2026-01-12"));
        month.Item("2026-01-31").CompleteBy(quarter.Item("2026-01-15"), month.Schedule, Sites.Calendar()).ShouldBeFalse();
    }
}
