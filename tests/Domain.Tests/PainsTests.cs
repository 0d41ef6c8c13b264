using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Domain.Tests.Faults;
using Facilities.Domain.Tests.Inspections;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests;

/// <summary>What users of other systems complain about, played here. Each test names the report.</summary>
public sealed class PainsTests
{
    /// <summary>Holds outside working hours gave time away; glpi #15605, frappe/helpdesk #1554.</summary>
    [Fact]
    public void Glpi_15605_a_hold_over_a_weekend_gives_no_working_time_away()
    {
        var loop = new Loop(Severity.P3, at: Shanghai("2026-03-06 17:00")).To(FaultState.Fixing);
        var fixBy = loop.Fault.FixBy;
        loop.Fault.RequestHold(HoldReason.Part, Shanghai("2026-03-09 08:00"), Loop.Crew, Shanghai("2026-03-06 18:00"));
        loop.Fault.ApproveHold(Loop.Manager, loop.Site, Shanghai("2026-03-06 18:30"));
        loop.Fault.Resume(Loop.Crew, loop.Site, Shanghai("2026-03-09 08:00"));
        loop.Fault.FixBy.ShouldBe(fixBy);
    }

    /// <summary>A changed priority restarted the clock; frappe/erpnext PR #49414, osTicket #2131.</summary>
    [Fact]
    public void Erpnext_49414_a_changed_severity_counts_from_the_start_and_keeps_the_holds()
    {
        var loop = new Loop(Severity.P2).To(FaultState.Fixing);
        loop.Fault.RequestHold(HoldReason.Part, loop.Now.AddHours(6), Loop.Crew, loop.Now);
        loop.Fault.ApproveHold(Loop.Manager, loop.Site, loop.Now);
        loop.Fault.Resume(Loop.Crew, loop.Site, loop.Now.AddHours(6));
        loop.Fault.ChangeSeverity(Severity.P1, Loop.Why, Loop.Dispatcher, loop.Site, loop.Now.AddHours(10));
        loop.Fault.FixBy.ShouldBe(MondayMorning.AddHours(24 + 6));
    }

    /// <summary>On hold for days, then another level of service was applied, and the days on hold were forgotten; glpi #15605.</summary>
    [Fact]
    public void Glpi_15605_another_severity_during_a_hold_keeps_the_time_on_hold()
    {
        var loop = new Loop(Severity.P1).To(FaultState.Fixing);
        loop.Fault.RequestHold(HoldReason.Part, loop.Now.AddDays(3), Loop.Crew, loop.Now);
        loop.Fault.ApproveHold(Loop.Manager, loop.Site, loop.Now);
        loop.Fault.ChangeSeverity(Severity.P2, Loop.Why, Loop.Dispatcher, loop.Site, loop.Now.AddDays(2));
        loop.Fault.Resume(Loop.Crew, loop.Site, loop.Now.AddDays(3));
        loop.Fault.FixBy.ShouldBe(MondayMorning.AddHours(48 + 72));
    }

    /// <summary>Shown as paused while the clock ran on behind it; frappe/helpdesk #1554.</summary>
    [Fact]
    public void Frappe_helpdesk_1554_what_is_shown_as_held_is_held()
    {
        var loop = new Loop(Severity.P2).To(FaultState.Fixing).Do(FaultAction.MarkSafe);
        loop.Fault.RequestHold(HoldReason.Part, loop.Now.AddDays(5), Loop.Crew, loop.Now);
        loop.Fault.ApproveHold(Loop.Manager, loop.Site, loop.Now);
        loop.Fault.State.ShouldBe(FaultState.OnHold);
        // Long after the first deadline nothing is overdue: the deadline has moved with the hold.
        loop.Fault.NoteOverdue(loop.Now.AddDays(5)).ShouldBe(FaultLimits.None);
        loop.Fault.FixBy.ShouldBe(MondayMorning.AddHours(48 + 120));
    }

    /// <summary>Paused and resumed, and the time to resolve stayed as it was; frappe/helpdesk #1675.</summary>
    [Fact]
    public void Frappe_helpdesk_1675_the_deadline_is_computed_anew_when_a_hold_ends()
    {
        var loop = new Loop(Severity.P2).To(FaultState.Fixing);
        loop.Fault.RequestHold(HoldReason.Part, loop.Now.AddDays(5), Loop.Crew, loop.Now);
        loop.Fault.ApproveHold(Loop.Manager, loop.Site, loop.Now);
        loop.Fault.Resume(Loop.Crew, loop.Site, loop.Now.AddHours(7));
        loop.Fault.FixBy.ShouldBe(MondayMorning.AddHours(48 + 7));
        loop.Fault.Deadlines(loop.Site).Fix.Paused.ShouldBe(TimeSpan.FromHours(7));
    }

    /// <summary>Hold time was added as a whole, nights included, and pushed the deadline a day on; frappe/erpnext PR #47884.</summary>
    [Fact]
    public void Erpnext_47884_a_hold_from_closing_time_to_opening_time_moves_nothing()
    {
        var loop = new Loop(Severity.P3, at: Shanghai("2026-03-02 08:30")).To(FaultState.Fixing);
        var fixBy = loop.Fault.FixBy;
        loop.Fault.RequestHold(HoldReason.Part, Shanghai("2026-03-03 08:30"), Loop.Crew, Shanghai("2026-03-02 17:00"));
        loop.Fault.ApproveHold(Loop.Manager, loop.Site, Shanghai("2026-03-02 17:30"));
        loop.Fault.Resume(Loop.Crew, loop.Site, Shanghai("2026-03-03 08:30"));
        loop.Fault.FixBy.ShouldBe(fixBy);
    }

    /// <summary>After closing time the clock ran on; osTicket #2131.</summary>
    [Fact]
    public void OsTicket_2131_the_clock_stands_still_after_closing_time_and_over_the_weekend()
    {
        // Four working hours from Friday 16:30: one that day, three on Monday.
        var loop = new Loop(Severity.P3, at: Shanghai("2026-03-06 16:30"));
        loop.Fault.AcknowledgeBy.ShouldBe(Shanghai("2026-03-09 11:30"));
        loop.Fault.NoteOverdue(Shanghai("2026-03-08 23:00")).ShouldBe(FaultLimits.None);
    }

    /// <summary>Severity must depend on the device; thingsboard #15006 (refused there).</summary>
    [Fact]
    public void Thingsboard_15006_severity_depends_on_the_asset()
    {
        SeverityRule.For(Severity.P3, Criticality.Critical).ShouldBe(Severity.P2);
        SeverityRule.For(Severity.P3, Criticality.Minor).ShouldBe(Severity.P4);
    }

    /// <summary>One cause, several alarms, and one that never clears; thingsboard #5652: a second finding of the family joins.</summary>
    [Fact]
    public void Thingsboard_5652_a_second_finding_of_the_family_opens_no_second_fault()
    {
        var open = new Loop(Severity.P2).Fault;
        FaultIntake.Decide(new IntakeFinding("door", Severity.P3, MondayMorning.AddMinutes(3), true), open, null).ShouldBe(IntakeStep.Join);
    }

    /// <summary>No half-month, no year list; frappe/erpnext #45091, #41725, #45266.</summary>
    [Fact]
    public void Erpnext_45091_a_half_month_is_fifteen_days_and_years_come_as_a_list()
    {
        InspectionInterval.HalfMonth.Nth(Day("2026-02-14"), 1).ShouldBe(Day("2026-03-01"));
        InspectionInterval.Parse("years 1,4,7,9,11,13,15 then 1").Nth(Day("2020-06-15"), 8).ShouldBe(Day("2036-06-15"));
        InspectionInterval.Parse("3650d").Nth(Day("2026-01-01"), 1).ShouldBe(Day("2035-12-30"));
    }

    /// <summary>Recurring maintenance is missing and the future can't be seen; snipe-it #6479, OCA/maintenance #303.</summary>
    [Fact]
    public void Snipe_it_6479_recurring_work_is_planned_twelve_months_ahead()
    {
        var duty = new Duty(interval: "7d");
        duty.Plan("2026-01-01").Create.Count.ShouldBe(52);
    }

    /// <summary>A failed step needs somebody to write an order; Grashjs/cmms #56.</summary>
    [Fact]
    public void Grashjs_56_a_failed_step_is_handed_back_with_the_severity_of_its_fault()
    {
        var duty = new Duty(steps: [new InspectionStep("brake", "制动器", "Brake", Severity.P2, "brake")]);
        duty.Plan("2026-01-01");
        var failed = duty.Do(duty.Item("2026-01-16"), Day("2026-01-15"), null, new InspectionStepResult("brake", false));
        failed.Select(step => (step.FailFamily, step.FailSeverity)).ShouldBe([("brake", Severity.P2)]);
    }

    /// <summary>Signatures aren't enforced on scheduled orders; Grashjs/cmms #216.</summary>
    [Fact]
    public void Grashjs_216_a_scheduled_item_inherits_the_signatures_of_its_template()
    {
        var duty = new Duty(signatures: 2);
        duty.Plan("2026-01-01");
        var one = duty.Claim(Day("2026-01-15")) with { Signatures = UserSet.Parse("11") };
        Should.Throw<RuleViolation>(() => duty.Item("2026-01-16").Complete(one, Duty.Crew, duty.Template, duty.Schedule, Sites.Calendar(), duty.Noon(Day("2026-01-15"))))
            .Code.ShouldBe(RuleCodes.InspectionSignatures);
    }

    /// <summary>Maintenance that waited on a phone was stamped with the phone's clock; OCA/maintenance PR #563: both times are kept.</summary>
    [Fact]
    public void Oca_563_history_keeps_when_it_happened_and_when_it_was_received()
    {
        var loop = new Loop().To(FaultState.Dispatched);
        loop.Fault.Acknowledge(Loop.Crew, loop.Now.AddMinutes(30), new Attachments(At: loop.Now));
        (loop.Fault.History[^1].At, loop.Fault.History[^1].ReceivedAt).ShouldBe((loop.Now, loop.Now.AddMinutes(30)));
    }
}
