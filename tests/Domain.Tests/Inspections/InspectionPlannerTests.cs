using Facilities.Domain.Access;
using Facilities.Domain.Inspections;
using Facilities.Domain.Permits;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Inspections;

/// <summary>Calendars counted by hand.</summary>
public sealed class InspectionPlannerTests
{
    [Fact]
    public void Plans_twelve_months_ahead_and_nothing_the_second_time()
    {
        var duty = new Duty();
        var plan = duty.Plan("2026-01-01");
        plan.Create.Count.ShouldBe(24);
        plan.Create[0].DueDate.ShouldBe(Day("2026-01-16"));
        plan.Create[^1].DueDate.ShouldBe(Day("2026-12-27"));
        duty.Plan("2026-01-01").IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_due_ends_with_its_day_at_the_site()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        duty.Item("2026-01-16").DueAt.ShouldBe(Shanghai("2026-01-17 00:00"));
    }

    [Fact]
    public void An_item_goes_from_planned_to_due_to_overdue_to_missed()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        StateOn("2026-01-12").ShouldBe(InspectionState.Planned);
        // A half-month item is due three days ahead.
        StateOn("2026-01-13").ShouldBe(InspectionState.Due);
        StateOn("2026-01-16").ShouldBe(InspectionState.Due);
        StateOn("2026-01-17").ShouldBe(InspectionState.Overdue);
        // It stays overdue until the next one's day is over too.
        StateOn("2026-01-31").ShouldBe(InspectionState.Overdue);
        StateOn("2026-02-01").ShouldBe(InspectionState.Missed);
        duty.Item("2026-01-31").State.ShouldBe(InspectionState.Overdue);

        InspectionState StateOn(string day)
        {
            duty.Plan(day);
            return duty.Item("2026-01-16").State;
        }
    }

    [Fact]
    public void Early_work_brings_a_maximum_interval_forward()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        duty.Do("2026-01-16", "2026-01-10");
        var plan = duty.Plan("2026-01-10");
        plan.Withdraw.Count.ShouldBe(23);
        duty.Until("2026-02-28").ShouldBe(["2026-01-16 Done", "2026-01-25 Planned", "2026-02-09 Planned", "2026-02-24 Planned"]);
    }

    [Fact]
    public void Late_work_never_pushes_a_maximum_interval_back()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        duty.Plan("2026-01-20");
        duty.Do("2026-01-16", "2026-01-20");
        duty.Plan("2026-01-20").IsEmpty.ShouldBeTrue();
        duty.Until("2026-02-20").ShouldBe(["2026-01-16 DoneLate", "2026-01-31 Planned", "2026-02-15 Planned"]);
    }

    [Fact]
    public void A_floating_duty_counts_from_the_day_it_was_done_early_or_late()
    {
        var duty = new Duty(InspectionAnchor.Floating, "1mo", "2026-01-31");
        duty.Plan("2026-02-01");
        duty.Plan("2026-03-05");
        duty.Do("2026-02-28", "2026-03-05");
        duty.Plan("2026-03-05");
        duty.Until("2026-06-01").ShouldBe(["2026-02-28 DoneLate", "2026-04-05 Planned", "2026-05-05 Planned"]);
        duty.Do("2026-04-05", "2026-04-01");
        duty.Plan("2026-04-01");
        duty.Until("2026-06-01").ShouldBe(["2026-02-28 DoneLate", "2026-04-05 Done", "2026-05-01 Planned", "2026-06-01 Planned"]);
    }

    [Fact]
    public void A_fixed_duty_is_moved_by_nothing()
    {
        var duty = new Duty(InspectionAnchor.Fixed, "1mo", "2026-01-15");
        duty.Plan("2026-01-15");
        duty.Do("2026-02-15", "2026-01-20");
        duty.Plan("2026-03-20");
        duty.Do("2026-03-15", "2026-03-20");
        duty.Plan("2026-03-20");
        duty.Until("2026-05-15").ShouldBe(["2026-02-15 Done", "2026-03-15 DoneLate", "2026-04-15 Planned", "2026-05-15 Planned"]);
    }

    [Fact]
    public void Missed_ones_appear_once_after_a_downtime_marked_late()
    {
        var duty = new Duty(interval: "7d", anchorDate: "2026-01-01");
        duty.Plan("2026-01-05").Create.Count.ShouldBe(52);
        // Nothing runs for thirteen months.
        var plan = duty.Plan("2027-02-03");
        plan.Create.Where(created => created.IsLate).Select(created => created.DueDate).ShouldBe([Day("2027-01-07"), Day("2027-01-14"), Day("2027-01-21"), Day("2027-01-28")]);
        duty.Item("2027-01-07").CreatedLate.ShouldBeTrue();
        duty.Item("2027-01-07").State.ShouldBe(InspectionState.Missed);
        duty.Item("2027-01-07").MissedAt.ShouldNotBeNull();
        duty.Item("2027-01-28").State.ShouldBe(InspectionState.Overdue);
        duty.Item("2026-01-08").State.ShouldBe(InspectionState.Missed);
        duty.Plan("2027-02-03").IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_schedule_creates_nothing_from_before_it_came_into_the_system()
    {
        var duty = new Duty(InspectionAnchor.Fixed, "years 1,4,7,9,11,13,15 then 1", "2015-06-15", startsOn: "2026-01-01", earlyMonths: 2);
        duty.Plan("2026-01-01").Create.Select(created => created.DueDate).ShouldBe([Day("2026-06-15")]);
        // Year 13 comes into sight twelve months before it.
        duty.Plan("2027-06-14").Create.ShouldBeEmpty();
        duty.Plan("2027-06-15");
        duty.Until("2030-01-01").ShouldBe(["2026-06-15 Overdue", "2028-06-15 Planned"]);
    }

    [Fact]
    public void An_elevator_inspection_may_be_early_by_two_months_without_moving_the_cycle()
    {
        var duty = new Duty(InspectionAnchor.Fixed, "years 1,4,7,9,11,13,15 then 1", "2020-06-15", startsOn: "2024-01-01", earlyMonths: 2);
        duty.Plan("2024-01-01");
        var item = duty.Item("2024-06-15");
        item.EarliestOn.ShouldBe(Day("2024-04-15"));
        Should.Throw<RuleViolation>(() => duty.Do(item, Day("2024-04-14"))).Code.ShouldBe(RuleCodes.InspectionTooEarly);
        duty.Do(item, Day("2024-04-15"));
        duty.Plan("2026-07-01");
        duty.Item("2027-06-15").State.ShouldBe(InspectionState.Planned);
    }

    [Theory]
    // Due Thursday 1 October 2026: the last working day before the holiday is Wednesday 30 September.
    [InlineData("2026-10-01", "2026-09-30")]
    [InlineData("2026-10-07", "2026-09-30")]
    // Saturday 10 October is worked, Sunday 11 isn't.
    [InlineData("2026-10-10", "2026-10-10")]
    [InlineData("2026-10-11", "2026-10-10")]
    [InlineData("2026-10-12", "2026-10-12")]
    public void Holidays_move_planned_work_to_an_earlier_day_and_never_the_legal_limit(string due, string planned)
    {
        var duty = new Duty(anchorDate: Day(due).AddDays(-15).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), calendar: Sites.Calendar(NationalDay2026), avoidsHolidays: true);
        duty.Plan(Day(due).AddDays(-15));
        duty.Item(due).PlannedDate.ShouldBe(Day(planned));
        duty.Item(due).DueDate.ShouldBe(Day(due));
    }

    [Fact]
    public void A_holiday_that_is_entered_later_moves_what_is_planned_but_not_what_a_person_placed()
    {
        var duty = new Duty(anchorDate: "2026-09-05", avoidsHolidays: true);
        duty.Plan("2026-09-05");
        duty.Item("2026-10-05").PlannedDate.ShouldBe(Day("2026-10-05"));
        duty.Item("2026-10-20").Reschedule(Day("2026-10-16"), new Actor(new UserId(1), Role.Dispatcher, new OrganisationId(1)), Day("2026-09-05"));
        duty.Follow(Sites.Calendar(NationalDay2026));

        duty.Plan("2026-09-06").Move.Count.ShouldBe(2);

        duty.Item("2026-09-20").PlannedDate.ShouldBe(Day("2026-09-20"), "a Sunday that is worked");
        duty.Item("2026-10-05").PlannedDate.ShouldBe(Day("2026-09-30"));
        duty.Item("2026-10-05").DueDate.ShouldBe(Day("2026-10-05"));
        duty.Item("2026-10-20").PlannedDate.ShouldBe(Day("2026-10-16"));
        duty.Plan("2026-09-06").IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Another_anchor_date_moves_a_fixed_cycle_and_what_was_passed_over_stays()
    {
        var duty = new Duty(InspectionAnchor.Fixed, "1mo", "2026-01-15");
        duty.Plan("2026-01-15");
        duty.Plan("2026-02-20");
        duty.Schedule.AnchorAt(Day("2026-01-25"), Day("2026-02-20")).ShouldBeTrue();
        duty.Schedule.AnchorAt(Day("2026-01-25"), Day("2026-02-20")).ShouldBeFalse();
        duty.Plan("2026-02-20");
        duty.Until("2026-04-30").ShouldBe(["2026-02-15 Overdue", "2026-02-25 Due", "2026-03-25 Planned", "2026-04-25 Planned"]);
        new Duty().Schedule.AnchorAt(Day("2026-01-25"), Day("2026-02-20")).ShouldBeFalse("work moves the others");
    }

    [Fact]
    public void Work_is_not_planned_before_the_due_date_before_it_however_long_the_holiday()
    {
        var duty = new Duty(interval: "1d", anchorDate: "2026-09-30", calendar: Sites.Calendar(NationalDay2026), avoidsHolidays: true);
        duty.Plan("2026-09-30");
        duty.Item("2026-10-04").PlannedDate.ShouldBe(Day("2026-10-04"));
    }

    [Fact]
    public void Nothing_is_due_after_the_schedules_last_day()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        duty.Schedule.End(Day("2026-02-28"), Day("2026-01-02"));
        duty.Plan("2026-01-02").Withdraw.Count.ShouldBe(21);
        duty.Until("2027-01-01").ShouldBe(["2026-01-16 Planned", "2026-01-31 Planned", "2026-02-15 Planned"]);
        duty.Plan("2026-06-01");
        duty.Item("2026-02-15").State.ShouldBe(InspectionState.Overdue, "no next due ever makes the last one a missed one");
    }

    [Fact]
    public void A_duty_that_was_passed_over_stays_on_record_when_the_next_one_is_done()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        // The planner didn't run; the second item is done while the first still stands as planned.
        duty.Do("2026-01-31", "2026-01-25");
        duty.Plan("2026-01-25");
        duty.Until("2026-02-10").ShouldBe(["2026-01-16 Overdue", "2026-01-31 Done", "2026-02-09 Planned"]);
    }

    [Fact]
    public void A_day_begins_at_the_site_not_in_UTC()
    {
        var duty = new Duty();
        // 2026-01-17 00:30 in Shanghai is still the 16th in UTC.
        var plan = InspectionPlanner.Plan(duty.Schedule, [], Sites.Calendar(), Shanghai("2026-01-17 00:30"));
        plan.Create[0].State.ShouldBe(InspectionState.Overdue);
        InspectionPlanner.Plan(duty.Schedule, [], Sites.Calendar(), Shanghai("2026-01-16 23:30")).Create[0].State.ShouldBe(InspectionState.Due);
    }

    [Fact]
    public void Dues_of_an_outage_are_excused_and_come_back_when_the_permit_ends_early()
    {
        var duty = new Duty();
        duty.Plan("2026-01-01");
        duty.Outages.Add(new Outage(Day("2026-01-20"), Day("2026-03-20"), "P-7"));
        duty.Schedule.Replan(Day("2026-01-02"));
        duty.Plan("2026-01-02");
        duty.Until("2026-03-31").ShouldBe(["2026-01-16 Planned", "2026-01-31 Excused", "2026-02-15 Excused", "2026-03-02 Excused", "2026-03-17 Excused", "2026-03-20 Planned"]);
        duty.Item("2026-02-15").PermitNumber.ShouldBe("P-7");
        // Somebody turns it on again on 10 February.
        duty.Plan("2026-02-10");
        duty.Outages[0] = duty.Outages[0] with { Until = Day("2026-02-10") };
        duty.Schedule.Replan(Day("2026-02-10"));
        duty.Plan("2026-02-10");
        duty.Until("2026-03-15").ShouldBe(["2026-01-16 Missed", "2026-01-31 Excused", "2026-02-10 Due", "2026-02-25 Planned", "2026-03-12 Planned"]);
        duty.Plan("2026-02-10").IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(InspectionAnchor.MaximumInterval, "half-month", "2026-01-16 Overdue", "2026-03-01 Due", "2026-03-16 Planned")]
    [InlineData(InspectionAnchor.Fixed, "1mo", "2026-01-16 Overdue", "2026-02-16 Due", "2026-03-16 Planned")]
    public void The_day_on_which_an_asset_is_switched_off_still_has_its_due_and_it_is_not_asked_for_twice(InspectionAnchor anchor, string interval, params string[] items)
    {
        var duty = new Duty(anchor, interval, anchor == InspectionAnchor.Fixed ? "2025-12-16" : "2026-01-01", "2026-01-01");
        duty.Plan("2026-01-16");
        duty.Schedule.End(Day("2026-01-16"), Day("2026-01-16"));
        duty.Plan("2026-01-16");
        var back = anchor == InspectionAnchor.Fixed ? "2026-02-10" : "2026-03-01";
        duty.Plan(back);
        duty.Schedule.Resume(Day(back));
        duty.Plan(back);
        duty.Until("2026-03-16").ShouldBe(items);
    }

    [Fact]
    public void An_item_whose_day_is_no_longer_in_an_outage_is_pending_again()
    {
        var duty = new Duty(InspectionAnchor.Fixed, "1mo", "2026-01-15");
        duty.Outages.Add(new Outage(Day("2026-02-01"), Day("2026-04-01"), "P-7"));
        duty.Plan("2026-01-20");
        duty.Item("2026-03-15").State.ShouldBe(InspectionState.Excused);
        duty.Outages[0] = duty.Outages[0] with { Until = Day("2026-03-01") };
        duty.Schedule.Replan(Day("2026-01-20"));
        duty.Plan("2026-01-20");
        duty.Item("2026-02-15").State.ShouldBe(InspectionState.Excused);
        duty.Item("2026-03-15").State.ShouldBe(InspectionState.Planned);
        duty.Item("2026-03-15").PermitNumber.ShouldBeNull();
    }

    [Fact]
    public void Permits_that_follow_on_each_other_are_one_outage()
    {
        var officer = new Actor(new UserId(1), Role.Firm, new OrganisationId(1));
        Permit Make(string number, string from, string until, PermitKind kind = PermitKind.OutOfUse) =>
            new(number, new AssetId(1), new CommunityId(1), kind, [], CodedText.Of("permit.other"), Shanghai(from), Shanghai(until), null, null, officer, Shanghai("2026-01-01 00:00"));
        var outages = Outage.Of(
            [Make("P-2", "2026-03-01 00:00", "2026-05-20 09:00"), Make("P-1", "2026-01-10 12:00", "2026-03-01 00:00"), Make("P-3", "2026-06-01 08:00", "2026-06-01 18:00"), Make("P-4", "2026-07-01 00:00", "2026-08-01 00:00", PermitKind.Work)],
            Sites.Calendar());
        outages.ShouldBe([new Outage(Day("2026-01-10"), Day("2026-05-20"), "P-2")]);
    }
}
