using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using static Facilities.Domain.Tests.Sites;

namespace Facilities.Domain.Tests.Inspections;

public sealed class RoundDoubtsTests
{
    private static readonly DateTimeOffset Ten = Shanghai("2026-03-02 10:00");

    private static readonly RoundPoint[] Points = [new("gate", "大门"), new("stair", "楼梯", LeastSeconds: 60), new("roof", "屋面", LeastSeconds: 120)];

    [Theory]
    // What was scanned and after how many seconds; what is doubted.
    [InlineData("gate 0, stair 60, roof 180", "")]
    [InlineData("gate 0, gate 20, stair 80, roof 200", "")]
    [InlineData("gate 0, lift 30, stair 60, roof 180", "")]
    [InlineData("gate 0, stair 60", "missing roof")]
    [InlineData("gate 0, roof 10", "missing stair")]
    [InlineData("", "missing gate, missing stair, missing roof")]
    [InlineData("stair 0, gate 90, roof 300", "order gate after stair")]
    [InlineData("gate 0, stair 59, roof 180", "fast gate stair 59<60")]
    [InlineData("gate 0, stair 60, roof 90", "fast stair roof 30<120")]
    public void A_round_is_doubted_when_a_point_is_missing_out_of_order_or_reached_too_fast(string scans, string doubts) =>
        string.Join(", ", RoundDoubts.Of(Points, Scans(scans), repeated: false).Select(Text)).ShouldBe(doubts);

    [Fact]
    public void Rounds_that_are_repeated_are_looked_at_one_by_one()
    {
        const string Twice = "gate 0, stair 60, roof 180, gate 7200, stair 7260, roof 7400";
        RoundDoubts.Of(Points, Scans(Twice), repeated: true).ShouldBeEmpty();
        RoundDoubts.Of(Points, Scans(Twice), repeated: false).ShouldHaveSingleItem().Code.ShouldBe(ReasonCodes.DoubtPointOrder);
        RoundDoubts.Of(Points, Scans("gate 0, stair 60, roof 180, gate 7200, roof 7400"), repeated: true).Select(Text).ShouldBe(["missing stair"]);
    }

    [Fact]
    public void A_point_is_known_by_the_end_of_its_address() =>
        RoundDoubts.Of([new("gate", "大门")], [new InspectionScan("https://example.net/a/wanghai/Gate?c=1", Ten, ArrivalProofKind.PrintedCode)], false).ShouldBeEmpty();

    [Theory]
    [InlineData("gate", "大门", 0, null, true)]
    [InlineData("Gate", "大门", 0, null, false)]
    [InlineData("gate", " ", 0, null, false)]
    [InlineData("gate", "大门", 3601, null, false)]
    [InlineData("gate", "大门", 0, 91.0, false)]
    [InlineData("gate", "大门", 0, 36.2, true)]
    public void A_point_needs_a_code_a_name_and_a_time_that_can_be(string code, string name, int seconds, double? latitude, bool good)
    {
        var round = new PatrolRound(new CommunityId(1), "fire-lane-round");
        var change = () => round.Change([new RoundPoint(code, name, null, seconds, latitude, latitude is null ? null : 120)], Planner, Ten);
        if (good) Should.NotThrow(change);
        else Should.Throw<RuleViolation>(change).Code.ShouldBe(RuleCodes.InspectionRound);
    }

    [Fact]
    public void A_code_stands_once_in_a_round_and_only_who_plans_may_write_it()
    {
        var round = new PatrolRound(new CommunityId(1), "fire-lane-round");
        Should.Throw<RuleViolation>(() => round.Change([Points[0], Points[0]], Planner, Ten)).Code.ShouldBe(RuleCodes.InspectionRound);
        Should.Throw<RuleViolation>(() => round.Change([], Planner, Ten)).Code.ShouldBe(RuleCodes.InspectionRound);
        Should.Throw<RuleViolation>(() => round.Change(Points, Duty.Crew, Ten)).Code.ShouldBe(RuleCodes.RightMissing);
    }

    private static Actor Planner => new(new UserId(1), Role.Dispatcher, new OrganisationId(1));

    private static InspectionScan[] Scans(string text) =>
        [.. text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(' '))
            .Select(part => new InspectionScan("wanghai/" + part[0], Ten.AddSeconds(int.Parse(part[1], System.Globalization.CultureInfo.InvariantCulture)), ArrivalProofKind.PrintedCode))];

    private static string Text(CodedText doubt) => doubt.Code switch
    {
        ReasonCodes.DoubtPointMissing => $"missing {doubt.Parameters["point"]}",
        ReasonCodes.DoubtPointOrder => $"order {doubt.Parameters["point"]} after {doubt.Parameters["after"]}",
        _ => $"fast {doubt.Parameters["from"]} {doubt.Parameters["to"]} {doubt.Parameters["seconds"]}<{doubt.Parameters["least"]}",
    };
}
