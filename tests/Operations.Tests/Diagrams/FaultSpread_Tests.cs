using Facilities.Domain.Diagrams;
using Facilities.Operations.Diagrams;

namespace Facilities.Operations.Tests.Diagrams;

public sealed class FaultSpread_Tests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly DiagramLink[] Water = [new("mains", "tank"), new("tank", "p1"), new("tank", "p2"), new("p1", "zone"), new("p2", "zone"), new("zone", "house")];

    [Fact]
    public void The_furthest_earlier_fault_upstream_lies_behind_and_the_way_from_it_is_marked()
    {
        var spread = FaultSpread.Of(Water, Faults(("p1", 0), ("zone", 10), ("house", 20)));

        spread.Causes.ShouldBe(new Dictionary<string, string> { ["zone"] = "p1", ["house"] = "p1" }, ignoreOrder: true);
        spread.Roots.ShouldBe(["p1"]);
        spread.Path.ShouldBe([new("p1", "zone"), new("zone", "house")], ignoreOrder: true);
    }

    [Fact]
    public void What_began_later_upstream_lies_behind_nothing()
    {
        var spread = FaultSpread.Of(Water, Faults(("zone", 0), ("p1", 30)));

        spread.Causes.ShouldBeEmpty();
        spread.Path.ShouldBeEmpty();
    }

    [Fact]
    public void Neighbours_are_no_cause() => FaultSpread.Of(Water, Faults(("p1", 0), ("p2", 10))).Causes.ShouldBeEmpty();

    [Fact]
    public void What_had_cleared_long_before_is_no_cause()
    {
        var faults = new Dictionary<string, (DateTimeOffset, DateTimeOffset?)> { ["p1"] = (Noon, Noon.AddMinutes(5)), ["zone"] = (Noon.AddHours(2), null) };

        FaultSpread.Of(Water, faults).Causes.ShouldBeEmpty();
    }

    [Fact]
    public void A_ring_ends()
    {
        var spread = FaultSpread.Of([.. Water, new DiagramLink("house", "mains")], Faults(("p1", 0), ("zone", 10)));

        spread.Causes["zone"].ShouldBe("p1");
    }

    private static Dictionary<string, (DateTimeOffset, DateTimeOffset?)> Faults(params (string Key, int Minutes)[] faults) =>
        faults.ToDictionary(fault => fault.Key, fault => (Noon.AddMinutes(fault.Minutes), (DateTimeOffset?)null));
}
