using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Faults;

/// <summary>Deadlines checked by hand. Times are Shanghai's; the site works Monday to Friday 08:30–12:00 and 13:30–17:30, 7.5 h a day.</summary>
public sealed class FaultDeadlinesTests
{
    private static readonly SiteRules October = new(Sites.Calendar(NationalDay2026), true);

    [Theory]
    // 24×7: Saturday night is like any other.
    [InlineData(Severity.P1, "2026-03-07 23:00", "2026-03-07 23:05", "2026-03-07 23:30", "2026-03-08 00:00", "2026-03-08 23:00")]
    [InlineData(Severity.P2, "2026-03-07 23:00", "2026-03-07 23:15", "2026-03-08 01:00", "2026-03-08 07:00", "2026-03-09 23:00")]
    // P3 on Monday 10:00: 4 h work 15:30; 2 d = 15 h: 6 Mon, 7.5 Tue, 1.5 Wed 10:00; 7 d = 52.5 h: Wed week 10:00.
    [InlineData(Severity.P3, "2026-03-02 10:00", "2026-03-02 15:30", "2026-03-04 10:00", null, "2026-03-11 10:00")]
    // P3 on Friday 17:00: 0.5 h left that day.
    [InlineData(Severity.P3, "2026-03-06 17:00", "2026-03-09 12:00", "2026-03-10 17:00", null, "2026-03-17 17:00")]
    // P3 on Saturday: counts from Monday 08:30, so whole days end at closing time.
    [InlineData(Severity.P3, "2026-03-07 12:00", "2026-03-09 14:00", "2026-03-10 17:30", null, "2026-03-17 17:30")]
    // P4: one and fifteen working days.
    [InlineData(Severity.P4, "2026-03-02 10:00", "2026-03-03 10:00", null, null, "2026-03-23 10:00")]
    public void Follow_the_limit_table(Severity severity, string at, string acknowledge, string? arrive, string? safe, string fix)
    {
        var deadlines = Compute(severity, at, InCity);
        deadlines.Acknowledge.DueAt.ShouldBe(Shanghai(acknowledge));
        deadlines.Arrive?.DueAt.ShouldBe(Shanghai(arrive!));
        (deadlines.Arrive is null).ShouldBe(arrive is null);
        deadlines.Safe?.DueAt.ShouldBe(Shanghai(safe!));
        (deadlines.Safe is null).ShouldBe(safe is null);
        deadlines.Fix.DueAt.ShouldBe(Shanghai(fix));
    }

    [Theory]
    [InlineData(true, "2026-03-02 10:30", "deadline.arrive_entrapment_city")]
    [InlineData(false, "2026-03-02 11:00", "deadline.arrive_entrapment_elsewhere")]
    public void Reach_trapped_people_in_30_minutes_in_a_districted_city_and_an_hour_elsewhere(bool city, string due, string code)
    {
        var deadlines = FaultDeadlines.Compute(Clock(Severity.P1, "2026-03-02 10:00") with { IsEntrapment = true }, city ? InCity : Elsewhere);
        deadlines.Arrive!.DueAt.ShouldBe(Shanghai(due));
        deadlines.Arrive.Reason.Code.ShouldBe(code);
        FaultDeadlines.Compute(Clock(Severity.P1, "2026-03-02 10:00"), Elsewhere).Arrive!.DueAt.ShouldBe(Shanghai("2026-03-02 10:30"));
    }

    [Theory]
    // The late batch: detected 10:00, received 12:00.
    [InlineData("2026-03-02 10:00", "2026-03-02 12:00", "2026-03-02 12:05", "2026-03-02 12:30", "2026-03-02 11:00", "2026-03-03 10:00")]
    [InlineData("2026-03-02 12:00", "2026-03-02 10:00", "2026-03-02 12:05", "2026-03-02 12:30", "2026-03-02 13:00", "2026-03-03 12:00")]
    public void Answers_count_from_the_later_of_detection_and_receipt_the_rest_from_detection(string detected, string received, string acknowledge, string arrive, string safe, string fix)
    {
        var clock = new FaultClock(Severity.P1, false, Shanghai(detected), Shanghai(detected), Shanghai(received), []);
        var deadlines = FaultDeadlines.Compute(clock, InCity);
        deadlines.Acknowledge.DueAt.ShouldBe(Shanghai(acknowledge));
        deadlines.Arrive!.DueAt.ShouldBe(Shanghai(arrive));
        deadlines.Safe!.DueAt.ShouldBe(Shanghai(safe));
        deadlines.Fix.DueAt.ShouldBe(Shanghai(fix));
    }

    [Theory]
    // Around the clock every hour of a hold counts.
    [InlineData(Severity.P2, "2026-03-02 10:00", "2026-03-03 10:00", "2026-03-04 10:00", "2026-03-05 10:00", 24)]
    // A hold that is over before the clock starts, one after the deadline, and one that starts on it, move nothing.
    [InlineData(Severity.P2, "2026-03-02 10:00", "2026-03-01 10:00", "2026-03-02 10:00", "2026-03-04 10:00", 0)]
    [InlineData(Severity.P2, "2026-03-02 10:00", "2026-03-04 11:00", "2026-03-05 10:00", "2026-03-04 10:00", 0)]
    [InlineData(Severity.P2, "2026-03-02 10:00", "2026-03-04 10:00", "2026-03-05 10:00", "2026-03-04 10:00", 0)]
    // A hold that began before the clock counts from its start.
    [InlineData(Severity.P2, "2026-03-02 10:00", "2026-03-01 10:00", "2026-03-02 12:00", "2026-03-04 12:00", 2)]
    // Over a weekend only Friday's and Monday's hours count: Fri 15:30–17:30 and Mon 08:30–10:30.
    [InlineData(Severity.P3, "2026-03-02 10:00", "2026-03-06 15:30", "2026-03-09 10:30", "2026-03-11 15:30", 4)]
    // A weekend's hold holds nothing.
    [InlineData(Severity.P3, "2026-03-02 10:00", "2026-03-07 00:00", "2026-03-09 00:00", "2026-03-11 10:00", 0)]
    // At night too.
    [InlineData(Severity.P3, "2026-03-02 10:00", "2026-03-03 18:00", "2026-03-04 08:00", "2026-03-11 10:00", 0)]
    public void A_hold_stops_only_the_fix_clock_and_only_while_it_runs(Severity severity, string at, string from, string to, string fix, double pausedHours)
    {
        var clock = Clock(severity, at) with { Pauses = [new ClockPause(Shanghai(from), Shanghai(to))] };
        var held = FaultDeadlines.Compute(clock, InCity);
        held.Fix.DueAt.ShouldBe(Shanghai(fix));
        held.Fix.Paused.ShouldBe(TimeSpan.FromHours(pausedHours));
        held.Fix.Reason.Code.ShouldBe(pausedHours > 0 ? "deadline.fix_held" : "deadline.fix");
        var free = Compute(severity, at, InCity);
        held.Acknowledge.ShouldBe(free.Acknowledge);
        held.Arrive.ShouldBe(free.Arrive);
        held.Safe.ShouldBe(free.Safe);
    }

    [Fact]
    public void A_hold_across_a_holiday_counts_only_its_working_hours()
    {
        // P3 found Monday 28 September 10:00; held from Tuesday 29th 08:30 to Saturday 10 October 08:30 (a worked Saturday).
        // Held: 29th and 30th, 8th and 9th October = 4 days of 7.5 h. 52.5 h: 6 h on the 28th, then from the 10th on
        // 10, 12, 13, 14, 15, 16 = 45 h, and 1.5 h on Monday 19th: 10:00.
        var clock = Clock(Severity.P3, "2026-09-28 10:00") with { Pauses = [new ClockPause(Shanghai("2026-09-29 08:30"), Shanghai("2026-10-10 08:30"))] };
        var fix = FaultDeadlines.Compute(clock, October).Fix;
        fix.DueAt.ShouldBe(Shanghai("2026-10-19 10:00"));
        fix.Paused.ShouldBe(TimeSpan.FromHours(30));
    }

    [Fact]
    public void Overlapping_holds_count_once()
    {
        var one = new ClockPause(Shanghai("2026-03-02 12:00"), Shanghai("2026-03-02 18:00"));
        var other = new ClockPause(Shanghai("2026-03-02 15:00"), Shanghai("2026-03-02 20:00"));
        var fix = FaultDeadlines.Compute(Clock(Severity.P2, "2026-03-02 10:00") with { Pauses = [other, one] }, InCity).Fix;
        fix.DueAt.ShouldBe(Shanghai("2026-03-04 18:00"));
        fix.Paused.ShouldBe(TimeSpan.FromHours(8));
    }

    [Fact]
    public void A_day_when_the_clocks_change_is_as_long_as_it_is()
    {
        var berlin = new SiteRules(Sites.Calendar("Europe/Berlin", WorkingHours.Always, []), true);
        // 48 h from Saturday 28 March 2026 12:00 CET is Monday 13:00 CEST.
        var at = new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.FromHours(1));
        FaultDeadlines.Compute(new FaultClock(Severity.P2, false, at, at, at, []), berlin).Fix.DueAt.ShouldBe(new DateTimeOffset(2026, 3, 30, 13, 0, 0, TimeSpan.FromHours(2)));
    }

    [Fact]
    public void Say_how_they_came_about()
    {
        var fix = Compute(Severity.P3, "2026-03-02 10:00", InCity).Fix;
        fix.Reason.ShouldBe(CodedText.Of("deadline.fix", ("severity", Severity.P3), ("amount", 7), ("unit", TimeLimitUnit.WorkingDays)));
        fix.From.ShouldBe(Shanghai("2026-03-02 10:00"));
        fix.Allowed.ShouldBe(TimeLimit.WorkingDays(7));
    }

    [Fact]
    public void A_site_may_have_limits_of_its_own()
    {
        var own = InCity with { Limits = LimitTable.Default with { P2 = LimitTable.Default.P2 with { Fix = TimeLimit.Hours(12) } } };
        Compute(Severity.P2, "2026-03-02 10:00", own).Fix.DueAt.ShouldBe(Shanghai("2026-03-02 22:00"));
    }

    private static FaultClock Clock(Severity severity, string at) => new(severity, false, Shanghai(at), Shanghai(at), Shanghai(at), []);

    private static FaultDeadlines Compute(Severity severity, string at, SiteRules site) => FaultDeadlines.Compute(Clock(severity, at), site);
}
