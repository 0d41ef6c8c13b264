using Facilities.Detection;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Detected;

/// <summary>Assets whose numbers repeat themselves: the sensor's fault, never the asset's, and what really happens meanwhile is still found.</summary>
public class FrozenSensorTests
{
    /// <summary>A Monday, 00:00 local time (UTC+8), in autumn.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 0, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Slow and high: a ride with somebody aboard takes more than the minute after which a car that stands is one with people trapped.</summary>
    private static readonly Dictionary<string, double> SlowAndHigh = new() { [AssetAttributes.RatedSpeed] = 1, [AssetAttributes.Stops] = 33, [AssetAttributes.TripsPerDay] = 400 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_lift_whose_speed_stands_at_zero_while_it_rides_traps_nobody(int seed)
    {
        var frozen = Monday.AddDays(2).AddHours(10);
        using var asset = Play(AssetTypes.Elevator, seed, SlowAndHigh, frozen.AddHours(27), Fault(FaultKind.SensorFrozen, frozen));

        Raised(asset).ShouldAllBe(rule => rule.StartsWith("frozen:", StringComparison.Ordinal));
        asset.FirstRaised("frozen:motor_current_a").ShouldNotBeNull();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(20)]
    public void Somebody_trapped_in_a_lift_whose_sensors_stand_is_found_in_time(int hoursFrozen)
    {
        var trapped = Monday.AddDays(2).AddHours(11);
        using var asset = Play(
            AssetTypes.Elevator, 1, SlowAndHigh, trapped.AddMinutes(4), Fault(FaultKind.SensorFrozen, trapped.AddHours(-hoursFrozen).AddMinutes(1)), Fault(FaultKind.Entrapment, trapped));

        Delay(asset, "entrapment", trapped).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(2));
    }

    /// <summary>Between trips nothing moves for hours, and then somebody is trapped.</summary>
    [Theory]
    [InlineData(FaultKind.Entrapment)]
    [InlineData(FaultKind.EntrapmentDoorJammed)]
    public void Somebody_trapped_after_a_night_of_constant_values_is_found_in_time(FaultKind kind)
    {
        var trapped = Monday.AddDays(3).AddHours(4);
        var quiet = new Dictionary<string, double> { [AssetAttributes.TripsPerDay] = 60 };
        using var asset = Play(AssetTypes.Elevator, 5, quiet, trapped.AddMinutes(4), Fault(kind, trapped));

        Delay(asset, "entrapment", trapped).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(2));
    }

    /// <summary>The weekly start is on Wednesday at ten.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void A_fire_pump_whose_gauges_stand_has_not_failed_to_start(int seed, double diesel)
    {
        var frozen = Monday.AddDays(9).AddHours(2);
        using var asset = Play(
            AssetTypes.FirePump, seed, new() { [AssetAttributes.Diesel] = diesel }, frozen.AddHours(27), Fault(FaultKind.SensorFrozen, frozen));

        Raised(asset).ShouldAllBe(rule => rule.StartsWith("frozen:", StringComparison.Ordinal));
        Raised(asset).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_circuit_whose_meter_stood_still_by_day_is_not_dark_at_dusk(int seed)
    {
        var frozen = Monday.AddDays(8).AddHours(14);
        using var asset = Play(AssetTypes.LightingCircuit, seed, [], frozen.AddHours(20), Fault(FaultKind.SensorFrozen, frozen));

        Raised(asset).ShouldBe(["frozen:voltage_v"]);
    }

    private static FaultInjection Fault(FaultKind kind, DateTimeOffset start) => new() { Kind = kind, Start = start };

    private static JudgedAsset Play(string type, int seed, Dictionary<string, double> attributes, DateTimeOffset until, params FaultInjection[] faults)
    {
        var asset = new JudgedAsset(new AssetPlan { Code = "a1", Type = type, Seed = seed, Attributes = attributes, Faults = faults }, Monday);
        asset.Play(until);
        return asset;
    }

    private static List<string> Raised(JudgedAsset asset) => [.. asset.Findings.Where(finding => finding.Kind == FindingKind.Raised).Select(finding => finding.RuleKey).Distinct()];

    private static TimeSpan Delay(JudgedAsset asset, string rule, DateTimeOffset start) =>
        DateTimeOffset.FromUnixTimeMilliseconds(asset.FirstRaised(rule).ShouldNotBeNull().DetectedUnixMs) - start;
}
