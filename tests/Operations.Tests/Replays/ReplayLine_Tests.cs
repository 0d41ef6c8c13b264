using Facilities.Operations.Replays;

namespace Facilities.Operations.Tests.Replays;

public sealed class ReplayLine_Tests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_event_of_a_rule_stands_in_one_line()
    {
        var line = ReplayLine.SideBySide([At("vib", 0, 30)], [At("vib", 5, 30)], [At("vib", 39, 60)]).ShouldHaveSingleItem();

        (line.Happened!.Onset, line.AsIs!.Onset, line.Changed!.Onset).ShouldBe((Noon, Noon.AddMinutes(5), Noon.AddMinutes(39)));
        line.Onset.ShouldBe(Noon);
    }

    [Fact]
    public void Another_rule_a_later_event_and_a_second_one_of_the_same_side_stand_apart()
    {
        var lines = ReplayLine.SideBySide([At("vib", 0, 30)], [At("door", 0, 30), At("vib", 41, 60)], [At("vib", 42, 50), At("vib", 55, 58)]);

        lines.Select(line => (line.RuleKey, line.Happened is not null, line.AsIs is not null, line.Changed is not null)).ShouldBe(
        [
            ("vib", true, false, false), ("door", false, true, false), ("vib", false, true, true), ("vib", false, false, true),
        ]);
    }

    [Fact]
    public void What_still_stands_meets_whatever_comes_later() =>
        ReplayLine.SideBySide([], [At("vib", 0, null)], [At("vib", 600, null)]).ShouldHaveSingleItem();

    private static Occurrence At(string rule, int minute, int? cleared) =>
        new(rule, "mode", Noon.AddMinutes(minute), Noon.AddMinutes(minute), cleared is { } end ? Noon.AddMinutes(end) : null, null, null, null);
}
