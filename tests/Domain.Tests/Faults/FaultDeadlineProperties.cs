using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Faults;

/// <summary>What must hold for every fault, hold and calendar.</summary>
public sealed class FaultDeadlineProperties
{
    private static readonly SiteRules[] AllSites =
    [
        new(Sites.Calendar(NationalDay2026), true),
        new(Sites.Calendar("Europe/Berlin", WorkingHours.Default, NationalDay2026), false),
        new(Sites.Calendar("Asia/Shanghai", WorkingHours.Parse("1234567 00:00-24:00"), []), true),
    ];

    [Fact]
    public void Adding_a_hold_never_brings_a_deadline_forward() => Seeds.Check(300, random =>
    {
        var (clock, site) = Case(random);
        var more = clock with { Pauses = [.. clock.Pauses, Pause(random, clock)] };
        FaultDeadlines.Compute(more, site).Fix.DueAt.ShouldBeGreaterThanOrEqualTo(FaultDeadlines.Compute(clock, site).Fix.DueAt);
    });

    [Fact]
    public void Making_a_hold_longer_never_brings_a_deadline_forward() => Seeds.Check(300, random =>
    {
        var (clock, site) = Case(random);
        var pause = Pause(random, clock);
        var longer = pause with { To = pause.To.AddMinutes(random.Next(0, 5000)) };
        FaultDeadlines.Compute(clock with { Pauses = [longer] }, site).Fix.DueAt
            .ShouldBeGreaterThanOrEqualTo(FaultDeadlines.Compute(clock with { Pauses = [pause] }, site).Fix.DueAt);
    });

    [Fact]
    public void Holds_move_a_deadline_by_no_more_than_they_last_around_the_clock() => Seeds.Check(300, random =>
    {
        var (clock, site) = Case(random);
        if (clock.Severity > Severity.P2) return;
        var free = FaultDeadlines.Compute(clock with { Pauses = [] }, site).Fix;
        var held = FaultDeadlines.Compute(clock, site).Fix;
        (held.DueAt - free.DueAt).ShouldBe(held.Paused);
        held.Paused.ShouldBeLessThanOrEqualTo(clock.Pauses.Where(pause => pause.To > pause.From).Aggregate(TimeSpan.Zero, (sum, pause) => sum + (pause.To - pause.From)));
    });

    [Fact]
    public void The_order_of_holds_does_not_matter() => Seeds.Check(200, random =>
    {
        var (clock, site) = Case(random);
        FaultDeadlines.Compute(clock with { Pauses = [.. clock.Pauses.Reverse()] }, site).Fix.DueAt.ShouldBe(FaultDeadlines.Compute(clock, site).Fix.DueAt);
    });

    [Fact]
    public void A_later_start_never_gives_an_earlier_deadline() => Seeds.Check(300, random =>
    {
        var (clock, site) = Case(random);
        var later = TimeSpan.FromMinutes(random.Next(0, 3000));
        var shifted = clock with { FirstDetectedAt = clock.FirstDetectedAt + later, DetectedAt = clock.DetectedAt + later, ReceivedAt = clock.ReceivedAt + later };
        var (early, late) = (FaultDeadlines.Compute(clock, site), FaultDeadlines.Compute(shifted, site));
        late.Acknowledge.DueAt.ShouldBeGreaterThanOrEqualTo(early.Acknowledge.DueAt);
        late.Fix.DueAt.ShouldBeGreaterThanOrEqualTo(early.Fix.DueAt);
    });

    [Fact]
    public void Changing_the_severity_there_and_back_changes_nothing() => Seeds.Check(100, random =>
    {
        var loop = new Loop((Severity)random.Next(1, 5), at: MondayMorning.AddMinutes(random.Next(0, 100_000))).To(FaultState.Fixing);
        var before = (loop.Fault.AcknowledgeBy, loop.Fault.ArriveBy, loop.Fault.SafeBy, loop.Fault.FixBy);
        var severity = loop.Fault.Severity;
        var other = severity == Severity.P1 ? Severity.P3 : Severity.P1;
        loop.Fault.ChangeSeverity(other, Loop.Why, Loop.Dispatcher, loop.Site, loop.Now);
        loop.Fault.ChangeSeverity(severity, Loop.Why, Loop.Dispatcher, loop.Site, loop.Now);
        (loop.Fault.AcknowledgeBy, loop.Fault.ArriveBy, loop.Fault.SafeBy, loop.Fault.FixBy).ShouldBe(before);
    });

    /// <summary>What people, detectors and timers tell of one minute comes in any order: a phone's queue, two processes, a timer that is late.</summary>
    [Fact]
    public void The_order_of_events_within_one_minute_does_not_matter() => Seeds.Check(200, random =>
    {
        var site = AllSites[random.Next(AllSites.Length)];
        var severity = (Severity)random.Next(1, 5);
        var other = (Severity)((int)severity % 4 + 1);
        var minute = TimeSpan.FromMinutes(random.Next(10, 4_000));
        var at = Enumerable.Range(0, 6).Select(_ => minute + TimeSpan.FromSeconds(random.Next(0, 60))).ToArray();
        var received = MondayMorning + minute + TimeSpan.FromSeconds(60);
        Action<Fault>[] events =
        [
            fault => fault.MarkSafe(Loop.Crew, received, new Attachments(At: MondayMorning + at[0])),
            fault => fault.ChangeSeverity(other, Loop.Why, Loop.Dispatcher, site, received),
            fault => fault.Comment(Loop.Crew, received, new Attachments("word", At: MondayMorning + at[1])),
            fault => fault.NoteOverdue(received),
            fault => fault.UpdateFinding(new FindingFacts("door-close-slow"), received),
            fault => fault.MoveDeadlines(Loop.Why, site, received),
        ];
        var results = Enumerable.Range(0, 4).Select(_ =>
        {
            var fault = new Loop(severity, site: site).To(FaultState.OnHold).Fault;
            foreach (var happen in events.OrderBy(_ => random.Next())) happen(fault);
            // Whatever the timer saw before the last word: it looks again.
            fault.NoteOverdue(received);
            return (fault.AcknowledgeBy, fault.ArriveBy, fault.SafeBy, fault.FixBy, fault.Overdue, fault.NextDueAt);
        }).ToList();
        results.Distinct().Count().ShouldBe(1);
    });

    [Fact]
    public void A_timer_and_a_late_word_agree_in_either_order() => Seeds.Check(200, random =>
    {
        var happened = MondayMorning.AddSeconds(random.Next(0, 3_600));
        var received = happened.AddSeconds(random.Next(0, 3_600));
        var severity = (Severity)random.Next(1, 5);
        var first = new Loop(severity).To(FaultState.Dispatched).Fault;
        first.NoteOverdue(received);
        first.Acknowledge(Loop.Crew, received, new Attachments(At: happened));
        var second = new Loop(severity).To(FaultState.Dispatched).Fault;
        second.Acknowledge(Loop.Crew, received, new Attachments(At: happened));
        second.NoteOverdue(received);
        (second.Overdue, second.NextDueAt).ShouldBe((first.Overdue, first.NextDueAt));
    });

    [Fact]
    public void Computing_again_changes_nothing() => Seeds.Check(200, random =>
    {
        var (clock, site) = Case(random);
        FaultDeadlines.Compute(clock, site).ShouldBe(FaultDeadlines.Compute(clock, site));
        var loop = new Loop(clock.Severity, at: clock.DetectedAt, site: site).To(FaultState.OnHold);
        loop.Fault.MoveDeadlines(Loop.Why, site, loop.Now).ShouldBeFalse();
        var longer = site with { Calendar = Sites.Calendar(site.Calendar.Zone.Id, WorkingHours.Parse("1 09:00-10:00"), []) };
        var moved = loop.Fault.MoveDeadlines(Loop.Why, longer, loop.Now);
        moved.ShouldBe(clock.Severity >= Severity.P3);
        loop.Fault.MoveDeadlines(Loop.Why, longer, loop.Now).ShouldBeFalse();
        loop.Fault.MoveDeadlines(Loop.Why, site, loop.Now).ShouldBe(moved);
    });

    [Fact]
    public void A_larger_share_of_a_limit_is_never_used_up_earlier() => Seeds.Check(200, random =>
    {
        var (clock, site) = Case(random);
        var deadlines = FaultDeadlines.Compute(clock, site);
        var (less, more) = (random.NextDouble(), random.NextDouble());
        if (more < less) (less, more) = (more, less);
        foreach (var limit in new[] { FaultLimits.Acknowledge, FaultLimits.Arrive, FaultLimits.Safe, FaultLimits.Fix })
        {
            if (deadlines.Of(limit) is not { } deadline) continue;
            var early = deadlines.ShareUsedAt(limit, less, clock, site)!.Value;
            early.ShouldBeGreaterThanOrEqualTo(deadline.From);
            deadlines.ShareUsedAt(limit, more, clock, site)!.Value.ShouldBeGreaterThanOrEqualTo(early);
            deadlines.ShareUsedAt(limit, 1, clock, site).ShouldBe(deadline.DueAt);
        }
    });

    private static (FaultClock Clock, SiteRules Site) Case(Random random)
    {
        var at = MondayMorning.AddMinutes(random.Next(0, 300 * 24 * 60));
        var clock = new FaultClock((Severity)random.Next(1, 5), false, at, at, at.AddMinutes(random.Next(0, 600)), []);
        return (clock with { Pauses = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => Pause(random, clock))] }, AllSites[random.Next(AllSites.Length)]);
    }

    private static ClockPause Pause(Random random, FaultClock clock)
    {
        var from = clock.FirstDetectedAt.AddMinutes(random.Next(-2000, 20_000));
        // A few end before they begin: a phone's word from before the approval.
        return new ClockPause(from, from.AddMinutes(random.Next(-500, 10_000)));
    }
}
