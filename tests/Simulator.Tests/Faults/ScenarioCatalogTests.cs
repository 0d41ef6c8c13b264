using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Faults;

public class ScenarioCatalogTests
{
    [Fact]
    public void Every_kind_of_fault_has_one_scenario() =>
        ScenarioCatalog.All.Select(scenario => scenario.Kind).Order().ShouldBe(Enum.GetValues<FaultKind>());

    [Theory]
    [InlineData("entrapment")]
    [InlineData("entrapment-silent")]
    [InlineData("door-wear")]
    [InlineData("door-cycling")]
    [InlineData("pump-bearing")]
    [InlineData("fire-pump-manual")]
    [InlineData("lamps-out")]
    [InlineData("gateway-offline")]
    [InlineData("flapping")]
    public void The_named_scenarios_exist(string name) => ScenarioCatalog.TryFind(name, out _).ShouldBeTrue();

    [Fact]
    public void A_level_rises_to_its_severity_and_ends()
    {
        var start = DateTimeOffset.UnixEpoch.AddHours(1);
        var fault = new FaultInjection { Kind = FaultKind.DoorWear, Start = start, Development = TimeSpan.FromMinutes(10), Duration = TimeSpan.FromMinutes(30), Severity = 2 };
        double At(double minutes) => fault.LevelAt(start.AddMinutes(minutes).ToUnixTimeMilliseconds());

        At(-0.001).ShouldBe(0);
        At(0).ShouldBeGreaterThan(0);
        At(5).ShouldBe(1, 1e-9);
        At(10).ShouldBe(2);
        At(29.99).ShouldBe(2);
        At(30).ShouldBe(0);
    }

    [Fact]
    public void A_wrong_plan_is_refused_with_everything_that_is_wrong()
    {
        var plan = new SimulationPlan
        {
            Sites =
            [
                new SitePlan
                {
                    Code = "a/b",
                    Assets =
                    [
                        new AssetPlan { Code = "x", Type = "escalator", Seed = 1 },
                        new AssetPlan { Code = "x", Type = AssetTypes.Elevator, Seed = 1, Faults = [new FaultInjection { Kind = FaultKind.Burst, Start = default, Severity = 0 }] },
                    ],
                },
            ],
        };

        var message = Should.Throw<ArgumentException>(plan.Validate).Message;

        message.ShouldContain("'a/b' is not a site code");
        message.ShouldContain("'x' is used twice");
        message.ShouldContain("'escalator' has no model");
        message.ShouldContain("'burst' does not apply to type 'elevator'");
        message.ShouldContain("severity 0");
    }
}
