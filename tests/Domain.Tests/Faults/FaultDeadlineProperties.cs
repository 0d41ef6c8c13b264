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
        held.Paused.ShouldBeLessThanOrEqualTo(clock.Pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + (pause.To - pause.From)));
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

    private static (FaultClock Clock, SiteRules Site) Case(Random random)
    {
        var at = MondayMorning.AddMinutes(random.Next(0, 300 * 24 * 60));
        var clock = new FaultClock((Severity)random.Next(1, 5), false, at, at, at.AddMinutes(random.Next(0, 600)), []);
        return (clock with { Pauses = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => Pause(random, clock))] }, AllSites[random.Next(AllSites.Length)]);
    }

    private static ClockPause Pause(Random random, FaultClock clock)
    {
        var from = clock.FirstDetectedAt.AddMinutes(random.Next(-2000, 20_000));
        return new ClockPause(from, from.AddMinutes(random.Next(0, 10_000)));
    }
}
