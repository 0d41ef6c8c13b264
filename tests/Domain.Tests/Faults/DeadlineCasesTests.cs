using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Faults;

/// <summary>
/// A fault lives through what happens to it, and its deadlines are compared with those worked out by hand. Times are the site's own.
/// Steps: <c>ack, arrive, safe, hold UNTIL, approve, resume, fixed, close, again, P1…P4</c>, each with the time it happens.
/// </summary>
public sealed class DeadlineCasesTests
{
    [Theory]
    // Held over National Day 2026 (1–7 October off, Saturday 10th worked): only 29 and 30 September, 8 and 9 October count as held.
    // 52.5 h: 6 on the 28th, 1.5 and … worked out in FaultDeadlinesTests; here the hold is asked for and approved on the way.
    [InlineData("P3", "09-28 10:00", "10:30 ack; 11:00 arrive; 09-29 08:00 hold 10-10 08:30; 09-29 08:30 approve; 10-10 08:30 resume", "10-19 10:00", "")]
    // The same without the calendar's own working Saturday would end a day later; ended early on the 9th at 08:30 it gives a day back.
    [InlineData("P3", "09-28 10:00", "10:30 ack; 11:00 arrive; 09-29 08:00 hold 10-10 08:30; 09-29 08:30 approve; 10-09 08:30 resume", "10-16 10:00", "")]
    // Around the clock a holiday counts like any day.
    [InlineData("P2", "09-30 10:00", "10:05 ack; 11:00 arrive; 12:00 safe; 09-30 13:00 hold 10-08 13:00; 09-30 13:00 approve; 10-08 13:00 resume", "10-10 10:00", "")]
    // A hold made longer while it runs is the second one; together they hold from 09-29 10:00 to 10-02 10:00: 72 h.
    [InlineData("P2", "09-29 08:00", "08:05 ack; 09:00 arrive; 09:30 safe; 10:00 hold 09-30 10:00; 10:00 approve; 09-30 08:00 hold 10-02 10:00; 09-30 09:00 approve; 10-02 10:00 resume", "10-04 08:00", "")]
    // Made longer, then ended early: 09-29 10:00 to 10-01 00:00, 38 h.
    [InlineData("P2", "09-29 08:00", "08:05 ack; 09:00 arrive; 09:30 safe; 10:00 hold 09-30 10:00; 10:00 approve; 09-30 08:00 hold 10-02 10:00; 09-30 09:00 approve; 10-01 00:00 resume", "10-02 22:00", "")]
    // A longer hold that is only asked for holds nothing more: the first ends at its end.
    [InlineData("P2", "09-29 08:00", "08:05 ack; 09:00 arrive; 09:30 safe; 10:00 hold 09-30 10:00; 10:00 approve; 09-30 08:00 hold 10-02 10:00; 10-02 10:00 resume", "10-02 08:00", "")]
    // Severity up during a hold: P1 fixes within 24 h of the first detection, and the hold of 24 h stays.
    [InlineData("P2", "09-29 08:00", "08:06 ack; 09:00 arrive; 09:30 safe; 10:00 hold 09-30 10:00; 10:00 approve; 14:00 P1; 09-30 10:00 resume", "10-01 08:00", "arrive, safe, acknowledge")]
    // … so late is only what was late by the new limits; met in time it isn't: acknowledged after 4 min, there after 20, safe after 50.
    [InlineData("P2", "09-29 08:00", "08:04 ack; 08:20 arrive; 08:50 safe; 10:00 hold 09-30 10:00; 10:00 approve; 14:00 P1; 09-30 10:00 resume", "10-01 08:00", "")]
    // Severity down during a hold: 7 working days of 7.5 h from Tuesday 08:30 on; held Tuesday 10:00 to Wednesday 10:00 = 7.5 h of work.
    // 1.5 h on 29 September, 6 on the 30th after 10:00, then 8, 9, 10, 12, 13, 14 October: 52.5 h on the 14th at 17:30.
    [InlineData("P2", "09-29 08:30", "08:35 ack; 09:00 arrive; 09:30 safe; 10:00 hold 09-30 10:00; 10:00 approve; 12:00 P3; 09-30 10:00 resume", "10-14 17:30", "")]
    // P2 noted as late at 08:16; as P4 nothing is late, and what P4 has no limit for can't be.
    [InlineData("P2", "09-29 08:00", "09-29 08:16 note; 09-29 11:00 note; 11:05 P4", "10-23 17:30", "")]
    // Reopened on the seventh day: the first clock goes on, the time it was closed is left out (28 September 18:00 to 5 October 18:00 holds no work).
    // 52.5 h from the 21st 10:00: 6 on the 21st, 22, 23, 24 = 28.5, 25 is worked too = 36, 28th = 43.5, then 8th 51, 9th 1.5 h = 10:00.
    [InlineData("P3", "09-21 10:00", "10:30 ack; 13:30 arrive; 09-28 17:00 fixed; 09-28 18:00 close; 10-05 18:00 again", "10-09 10:00", "")]
    // P2 within thirty days: fixed after 10 h of 48, closed for 20 days.
    [InlineData("P2", "09-01 08:00", "08:05 ack; 09:00 arrive; 18:00 fixed; 20:00 close; 09-21 20:00 again", "09-23 08:00", "")]
    public void Deadlines_are_those_worked_out_by_hand(string severity, string found, string steps, string fixBy, string late) =>
        Play("Asia/Shanghai", severity, found, steps, fixBy, late, NationalDay2026);

    [Theory]
    // Berlin leaves summer time on 25 October 2026 at 03:00: Saturday 12:00 to Monday 11:00 by the clock are 48 h.
    [InlineData("P2", "10-24 12:00", "12:05 ack; 13:00 arrive; 14:00 safe", "10-26 11:00")]
    // A hold over the change: from Saturday 22:00 to Sunday 10:00 it lasts 13 h, not 12. 48 h and 13 h after 24 October 12:00 CEST is 27 October 00:00 CET.
    [InlineData("P2", "10-24 12:00", "12:05 ack; 13:00 arrive; 14:00 safe; 22:00 hold 10-25 10:00; 22:00 approve; 10-25 10:00 resume", "10-27 00:00")]
    // Working time knows no change: it lies in no working hour.
    [InlineData("P3", "10-23 10:00", "10:30 ack; 11:00 arrive", "11-03 10:00")]
    public void Where_the_clocks_change_a_day_is_as_long_as_it_is(string severity, string found, string steps, string fixBy) =>
        Play("Europe/Berlin", severity, found, steps, fixBy, "", []);

    [Fact]
    public void A_fault_comes_back_within_seven_days_and_a_grave_one_within_thirty()
    {
        foreach (var (severity, days) in new[] { (Severity.P1, 30), (Severity.P2, 30), (Severity.P3, 7), (Severity.P4, 7) })
        {
            var closed = new Loop(severity).To(FaultState.Closed);
            var at = closed.Fault.CurrentRound.ClosedAt!.Value.AddDays(days);
            Should.Throw<RuleViolation>(() => closed.Fault.Reopen(Loop.Why, null, at.AddMinutes(1), Loop.Dispatcher, closed.Site, at.AddMinutes(1))).Code.ShouldBe(RuleCodes.FaultReopenTooLate);
            closed.Fault.Reopen(Loop.Why, null, at, Loop.Dispatcher, closed.Site, at);
            // Its answer counts anew, its repair goes on from the first detection without the time it was closed.
            closed.Fault.AcknowledgeBy.ShouldBeGreaterThan(at);
            closed.Fault.DetectedAt.ShouldBe(MondayMorning);
            closed.Fault.Clock().Pauses.ShouldHaveSingleItem().ShouldBe(new ClockPause(at.AddDays(-days), at));
        }
    }

    [Fact]
    public void A_hold_whose_end_waited_on_a_phone_from_before_its_approval_holds_nothing()
    {
        var loop = new Loop().To(FaultState.Fixing);
        var fixBy = loop.Fault.FixBy;
        loop.Fault.RequestHold(HoldReason.Part, loop.Now.AddHours(10), Loop.Crew, loop.Now);
        loop.Fault.ApproveHold(Loop.Manager, loop.Site, loop.Now.AddHours(2));
        loop.Fault.Resume(Loop.Crew, loop.Site, loop.Now.AddHours(3), new Attachments(At: loop.Now.AddHours(1)));
        loop.Fault.FixBy.ShouldBe(fixBy);
    }

    [Fact]
    public void A_longer_hold_ends_later_than_the_one_that_runs_and_counts_as_the_second()
    {
        var loop = new Loop().To(FaultState.OnHold);
        Should.Throw<RuleViolation>(() => loop.Fault.RequestHold(HoldReason.Part, loop.Fault.Holds[0].Until, Loop.Crew, loop.Now)).Code.ShouldBe(RuleCodes.HoldNotLonger);
        loop.Do(FaultAction.RequestHold).Do(FaultAction.ApproveHold).Fault.State.ShouldBe(FaultState.OnHold);
        Should.Throw<RuleViolation>(() => loop.Do(FaultAction.RequestHold)).Code.ShouldBe(RuleCodes.HoldTooMany);
    }

    [Fact]
    public void A_limit_met_in_time_but_told_late_is_not_late_and_one_met_late_is_late_without_a_timer()
    {
        // The timer noted the acknowledgement as missing; the phone without a network had it in time.
        var loop = new Loop().To(FaultState.Dispatched);
        loop.Fault.NoteOverdue(MondayMorning.AddMinutes(16)).ShouldBe(FaultLimits.Acknowledge);
        loop.Fault.Acknowledge(Loop.Crew, MondayMorning.AddMinutes(20), new Attachments(At: MondayMorning.AddMinutes(14)));
        loop.Fault.Overdue.ShouldBe(FaultLimits.None);

        // Late by half a minute, and acknowledged before any timer looked.
        loop = new Loop().To(FaultState.Dispatched);
        loop.Fault.Acknowledge(Loop.Crew, MondayMorning.AddSeconds(15 * 60 + 30));
        loop.Fault.Overdue.ShouldBe(FaultLimits.Acknowledge);
    }

    [Theory]
    [InlineData(FaultLimits.Acknowledge, 0.75, "2026-03-02 14:30")]
    [InlineData(FaultLimits.Acknowledge, 1, "2026-03-02 15:30")]
    [InlineData(FaultLimits.Fix, 0.75, "2026-03-09 11:52:30")]
    [InlineData(FaultLimits.Fix, 0, "2026-03-02 10:00")]
    [InlineData(FaultLimits.Safe, 0.5, null)]
    public void A_share_of_a_limit_is_counted_as_the_limit(FaultLimits limit, double share, string? at)
    {
        var loop = new Loop(Severity.P3);
        loop.Fault.Deadlines(loop.Site).ShareUsedAt(limit, share, loop.Fault.Clock(), loop.Site).ShouldBe(at is null ? null : Shanghai(at));
    }

    private static void Play(string zone, string severity, string found, string steps, string fixBy, string late, IReadOnlyList<CalendarDay> days)
    {
        var rules = new SiteRules(Sites.Calendar(zone, WorkingHours.Default, days), true);
        var loop = new Loop(Enum.Parse<Severity>(severity), at: At(found), site: rules);
        var fault = loop.Fault;
        fault.Accept(Loop.Dispatcher, loop.Now);
        fault.Dispatch(Loop.Firm, null, Loop.Dispatcher, loop.Now);
        var date = found[..5];
        foreach (var step in steps.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = step.Split(' ');
            if (words[0].Contains('-', StringComparison.Ordinal))
            {
                date = words[0];
                words = words[1..];
            }

            var now = At($"{date} {words[0]}");
            switch (words[1])
            {
                case "ack": fault.Acknowledge(Loop.Crew, now); break;
                case "arrive": fault.Arrive(Loop.Crew, now); fault.StartFix(Loop.Crew, now); break;
                case "safe": fault.MarkSafe(Loop.Crew, now); break;
                case "hold": fault.RequestHold(HoldReason.Part, At($"{words[2]} {words[3]}"), Loop.Crew, now); break;
                case "approve": fault.ApproveHold(Loop.Manager, rules, now); break;
                case "resume": fault.Resume(Loop.Crew, rules, now); break;
                case "note": fault.NoteOverdue(now); break;
                case "fixed": fault.ReportFixed(Loop.Why, Loop.Crew, now); fault.StartSoak(rules, now); break;
                case "close":
                    fault.ApplySoak(new SoakResult(SoakVerdict.Passed, [Loop.Why]), rules, now);
                    fault.Close(Loop.Why, Loop.Manager, now);
                    break;
                case "again": fault.Reopen(Loop.Why, null, now, Loop.Dispatcher, rules, now); break;
                default: fault.ChangeSeverity(Enum.Parse<Severity>(words[1]), Loop.Why, Loop.Dispatcher, rules, now); break;
            }
        }

        fault.FixBy.ShouldBe(At(fixBy));
        var expected = late.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Aggregate(FaultLimits.None, (all, name) => all | Enum.Parse<FaultLimits>(name, ignoreCase: true));
        fault.Overdue.ShouldBe(expected);

        DateTimeOffset At(string local) => SiteTime.ToUtc(TimeZoneInfo.FindSystemTimeZoneById(zone), DateTime.Parse($"2026-{local}", System.Globalization.CultureInfo.InvariantCulture));
    }
}
