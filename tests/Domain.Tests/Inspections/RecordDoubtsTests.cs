using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Inspections;

public sealed class RecordDoubtsTests
{
    private static readonly DateTimeOffset Ten = Shanghai("2026-03-02 10:00");

    [Theory]
    // 0.001° of latitude are 111 m; positions may be wrong by 50 m.
    [InlineData("a", "b", 60, 0.0005, true)]
    [InlineData("a", "b", 40, 0.001, true)]
    [InlineData("a", "b", 10, 0.001, false)]
    [InlineData("a", "b", 6, 0, true)]
    [InlineData("a", "b", 4, 0, false)]
    [InlineData("a", "a", 0, 0, true)]
    [InlineData("a", "b", -1, 0, false)]
    public void A_walk_takes_its_time(string first, string second, int seconds, double degreesNorth, bool walkable) =>
        RecordDoubts.IsWalkable(Scan(first, 0, 36.16), Scan(second, seconds, 36.16 + degreesNorth)).ShouldBe(walkable);

    [Fact]
    public void Without_positions_only_the_time_speaks()
    {
        RecordDoubts.IsWalkable(new InspectionScan("a", Ten, ArrivalProofKind.PrintedCode), new InspectionScan("b", Ten.AddSeconds(5), ArrivalProofKind.PrintedCode)).ShouldBeTrue();
        RecordDoubts.IsWalkable(new InspectionScan("a", Ten, ArrivalProofKind.PrintedCode), new InspectionScan("b", Ten.AddSeconds(4), ArrivalProofKind.PrintedCode)).ShouldBeFalse();
    }

    [Fact]
    public void An_honest_round_has_no_doubts() =>
        RecordDoubts.Of(Claim(120, Scan("a", 60, 36.16), Scan("b", 660, 36.161), Scan("c", 1200, 36.162)), null).ShouldBeEmpty();

    [Fact]
    public void Each_kind_of_doubt_is_named()
    {
        var away = new InspectionScan("a", Ten.AddMinutes(1), ArrivalProofKind.PrintedCode, 2400, 36.2, 120.38);
        var doubts = RecordDoubts.Of(Claim(300, away, Scan("b", 61, 36.16), Scan("c", 400 * 60, 36.16)), TimeSpan.FromHours(2));
        doubts.Select(doubt => doubt.Code).Distinct().ShouldBe([ReasonCodes.DoubtOutside, ReasonCodes.DoubtScanTime, ReasonCodes.DoubtWalking, ReasonCodes.DoubtRoundGap]);
        doubts[0].ShouldBe(CodedText.Of(ReasonCodes.DoubtOutside, ("point", "a"), ("metres", 2400)));
    }

    [Fact]
    public void Rounds_every_two_hours_leave_no_gap_that_is_longer()
    {
        RecordDoubts.Of(Claim(360, Scan("a", 7_200, 36.16), Scan("a", 14_400, 36.16)), TimeSpan.FromHours(2)).ShouldBeEmpty();
        RecordDoubts.Of(Claim(360, Scan("a", 7_200, 36.16), Scan("a", 14_460, 36.16)), TimeSpan.FromHours(2)).ShouldHaveSingleItem().Code.ShouldBe(ReasonCodes.DoubtRoundGap);
        RecordDoubts.Of(Claim(360), TimeSpan.FromHours(2)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(120, InspectionState.Done)]
    [InlineData(121, InspectionState.DoneLate)]
    public void A_day_of_rounds_is_on_time_when_none_is_missing(int minutes, InspectionState state)
    {
        var duty = new Duty(InspectionTemplates.Find("fire-patrol-entertainment")!, "2026-03-01");
        duty.Plan("2026-03-01");
        duty.Plan("2026-03-02");
        var item = duty.Item("2026-03-02");
        // Open from 20:00 until 02:00 of the next day: it is still that day's duty.
        var opened = Shanghai("2026-03-02 20:00");
        var closed = opened.AddHours(6);
        InspectionScan At(int after) => new("hall", opened.AddMinutes(after), ArrivalProofKind.PrintedCode);
        item.Complete(new InspectionClaim(opened, closed, UserSet.Parse("11"), [], Scans: [At(0), At(minutes), At(240), At(355)]), Duty.Crew, duty.Template, duty.Schedule, Sites.Calendar(), closed.AddMinutes(5));
        item.State.ShouldBe(state);
    }

    [Fact]
    public void A_round_that_is_wrong_throughout_is_not_a_hundred_lines() =>
        RecordDoubts.Of(Claim(60, [.. Enumerable.Range(0, 100).Select(n => Scan($"p{n}", n, 36.16))]), null).Count.ShouldBe(5);

    [Fact]
    public void A_record_that_is_done_is_corrected_beside_it_and_nothing_else()
    {
        var duty = new Duty(steps: [new InspectionStep("brake", "制动器", "Brake", Severity.P2, "brake")]);
        duty.Plan("2026-01-01");
        var item = duty.Item("2026-01-16");
        InspectionCorrection Correct(string? step, string note) => new(item, duty.Template, step, false, null, note, Duty.Crew, Ten);
        Should.Throw<RuleViolation>(() => Correct("brake", "worn")).Code.ShouldBe(RuleCodes.InspectionNotRecorded);
        duty.Do(item, Day("2026-01-15"), null, new InspectionStepResult("brake", true));
        Should.Throw<RuleViolation>(() => Correct("door", "worn")).Code.ShouldBe(RuleCodes.InspectionStep);
        Should.Throw<RuleViolation>(() => Correct("brake", " ")).Code.ShouldBe(RuleCodes.InspectionNote);
        Correct("brake", " worn ").Note.ShouldBe("worn");
        item.Steps.ShouldHaveSingleItem().InOrder.ShouldBeTrue();
    }

    private static InspectionScan Scan(string code, int seconds, double latitude) => new(code, Ten.AddSeconds(seconds), ArrivalProofKind.Inside, 20, latitude, 120.38);

    private static InspectionClaim Claim(int minutes, params IReadOnlyList<InspectionScan> scans) => new(Ten, Ten.AddMinutes(minutes), UserSet.Parse("11"), [], Scans: scans);
}
