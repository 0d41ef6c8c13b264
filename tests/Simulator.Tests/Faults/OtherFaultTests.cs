using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Faults;

public class OtherFaultTests
{
    private static readonly TimeSpan Two = TimeSpan.FromHours(2);
    private static readonly TimeSpan Six = TimeSpan.FromHours(6);

    [Fact]
    public void A_failing_bearing_shakes_into_zone_D_and_heats()
    {
        var healthy = Recording.Of(AssetTypes.BoosterPump, Six);
        var failing = Recording.Of(AssetTypes.BoosterPump, Six, faults: [Recording.Fault(FaultKind.PumpBearing, Two, TimeSpan.FromMinutes(20))]);

        var vibration = failing.Values("vib_mm_s", Two, Six);
        vibration.Take(15).Max().ShouldBeLessThan(vibration.Skip(20).Average(), "it develops");
        vibration.Skip(30).Min().ShouldBeGreaterThan(1.8, "zone C of a small machine");
        vibration.Skip(30).Max().ShouldBeGreaterThan(4.5, "zone D");
        (Late(failing) - Late(healthy)).ShouldBeInRange(15, 30);

        static double Late(Recording pump) => pump.Values("bearing_temp_c", TimeSpan.FromHours(5), Six).Average();
    }

    [Theory]
    [InlineData(FaultKind.Cavitation, "inlet_mpa", -0.08)]
    [InlineData(FaultKind.Cavitation, "vib_mm_s", 0.5)]
    [InlineData(FaultKind.ImpellerWear, "freq_hz", 2)]
    [InlineData(FaultKind.Burst, "discharge_mpa", -0.1)]
    [InlineData(FaultKind.Burst, "flow_m3h", 12)]
    [InlineData(FaultKind.PhaseLoss, "current_a", 1.5)]
    [InlineData(FaultKind.DryRun, "discharge_mpa", -0.3)]
    [InlineData(FaultKind.LowChlorine, "free_cl_mg_l", -0.2)]
    [InlineData(FaultKind.LowPressure, "discharge_mpa", -0.1)]
    [InlineData(FaultKind.RoomFlood, "room_flood", 0.9)]
    [InlineData(FaultKind.SupplyLoss, "freq_hz", -20)]
    [InlineData(FaultKind.VesselLostAir, "starts_h", 8)]
    [InlineData(FaultKind.CheckValveLeak, "starts_h", 3)]
    public void A_pump_fault_moves_its_signal(FaultKind kind, string key, double atLeast) => Moves(AssetTypes.BoosterPump, kind, key, atLeast);

    [Theory]
    [InlineData(FaultKind.ValveClosed, "hydrant_static_mpa", -0.08)]
    [InlineData(FaultKind.ValveClosed, "valve_open", -1)]
    [InlineData(FaultKind.SupplyLoss, "power_main", -1)]
    [InlineData(FaultKind.FireWaterLeak, "jockey_starts_h", 10)]
    [InlineData(FaultKind.Freezing, "room_temp_c", -6)]
    [InlineData(FaultKind.LowTank, "tank_level_m", -1)]
    public void A_fire_pump_fault_moves_its_signal(FaultKind kind, string key, double atLeast) => Moves(AssetTypes.FirePump, kind, key, atLeast);

    [Theory]
    [InlineData(AssetTypes.FireAlarm, FaultKind.PanelFault, "fault", 0.9)]
    [InlineData(AssetTypes.FireAlarm, FaultKind.PointsDisabled, "disabled_count", 5)]
    [InlineData(AssetTypes.SmokeDetector, FaultKind.Contamination, "contamination_pct", 30)]
    [InlineData(AssetTypes.SmokeDetector, FaultKind.BatteryAgeing, "battery_pct", -30)]
    [InlineData(AssetTypes.EmergencyLight, FaultKind.LampOut, "lamp_ok", -0.9)]
    [InlineData(AssetTypes.LightingCircuit, FaultKind.LampsOut, "power_w", -120)]
    [InlineData(AssetTypes.LightingCircuit, FaultKind.LampAgeing, "lux", -15)]
    [InlineData(AssetTypes.LightingCircuit, FaultKind.DarkCircuit, "on", -0.9)]
    [InlineData(AssetTypes.LightingCircuit, FaultKind.LeakageRising, "leak_ma", 20)]
    public void A_fault_of_the_others_moves_its_signal(string type, FaultKind kind, string key, double atLeast) => Moves(type, kind, key, atLeast);

    [Fact]
    public void A_fire_pump_left_in_manual_says_so_and_misses_its_weekly_start()
    {
        var left = Recording.Fault(FaultKind.FirePumpManual, TimeSpan.FromHours(8), duration: TimeSpan.FromHours(3));
        var manual = Recording.Of(AssetTypes.FirePump, TimeSpan.FromHours(10.5), faults: [left]);
        var auto = Recording.Of(AssetTypes.FirePump, TimeSpan.FromHours(10.5));

        manual.States("selector").Select(state => state.Value).ShouldBe(["AUTO", "MANUAL"]);
        manual["run"].ShouldAllBe(sample => sample.Value == 0);
        auto["run"].ShouldContain(sample => sample.Value == 1);
    }

    [Fact]
    public void The_weekly_start_reaches_current_and_churn_pressure_in_time()
    {
        var pump = Recording.Of(AssetTypes.FirePump, TimeSpan.FromHours(11));
        var start = pump["run"].First(sample => sample.Value == 1).UnixMs;
        var end = pump["run"].Last(sample => sample.Value == 1).UnixMs;

        (end - start).ShouldBeInRange(10 * 60_000, 14 * 60_000);
        pump.At("current_a", start + 10_000).ShouldBeGreaterThan(0.4 * 50);
        pump.At("discharge_mpa", start + 60_000).ShouldBe(0.80, 0.03);
        pump.States("selector")[^1].Value.ShouldBe("AUTO");
        pump.At("run", end + 60_000).ShouldBe(0);
    }

    [Fact]
    public void A_pump_that_does_not_start_has_no_current()
    {
        var pump = Recording.Of(AssetTypes.FirePump, TimeSpan.FromHours(11), faults: [Recording.Fault(FaultKind.StartFails, Two)]);

        pump["run"].ShouldContain(sample => sample.Value == 1);
        pump["current_a"].ShouldAllBe(sample => sample.Value == 0);
    }

    [Fact]
    public void A_worn_fire_pump_misses_its_churn_pressure()
    {
        var pump = Recording.Of(AssetTypes.FirePump, TimeSpan.FromHours(11), faults: [Recording.Fault(FaultKind.WornPump, Two)]);

        pump["discharge_mpa"].Max(sample => sample.Value).ShouldBe(0.80 * 0.85, 0.03);
    }

    [Fact]
    public void A_diesel_sets_battery_sags()
    {
        var pump = Recording.Of(AssetTypes.FirePump, Six, faults: [Recording.Fault(FaultKind.DieselBattery, Two)],
            attributes: new Dictionary<string, double> { [AssetAttributes.Diesel] = 1 });

        pump["diesel_batt_v"][^1].Value.ShouldBeLessThan(24.8);
        pump["diesel_batt_v"][0].Value.ShouldBeGreaterThan(25);
    }

    [Fact]
    public void Light_burns_by_day_only_with_a_fault()
    {
        var noon = TimeSpan.FromHours(12);
        var healthy = Recording.Of(AssetTypes.LightingCircuit, TimeSpan.FromHours(24));
        healthy.Values("on", noon, TimeSpan.FromHours(13)).ShouldAllBe(on => on == 0);
        healthy.Values("on", TimeSpan.FromHours(20), TimeSpan.FromHours(22)).ShouldAllBe(on => on == 1);

        var burning = Recording.Of(AssetTypes.LightingCircuit, TimeSpan.FromHours(24), faults: [Recording.Fault(FaultKind.DayBurning, TimeSpan.FromHours(10))]);
        burning.Values("on", noon, TimeSpan.FromHours(13)).ShouldAllBe(on => on == 1);
    }

    [Fact]
    public void A_failing_driver_makes_spikes()
    {
        var healthy = Recording.Of(AssetTypes.LightingCircuit, Six);
        var failing = Recording.Of(AssetTypes.LightingCircuit, Six, faults: [Recording.Fault(FaultKind.DriverFailing, TimeSpan.FromHours(1))]);

        failing["power_w"].Max(sample => sample.Value).ShouldBeGreaterThan(healthy["power_w"].Max(sample => sample.Value) * 1.1);
    }

    [Fact]
    public void An_emergency_light_tests_itself_within_a_month_and_recharges()
    {
        var light = Recording.Of(AssetTypes.EmergencyLight, TimeSpan.FromDays(31));

        light.States("mode").Select(state => state.Value).Distinct().ShouldBe(["mains", "emergency", "charging"]);
        light["emergency_min"].ShouldAllBe(sample => sample.Value >= 0.5);
        light.States("mode")[^1].Value.ShouldBe("mains");
    }

    [Fact]
    public void An_aged_battery_ends_the_yearly_test_short()
    {
        var healthy = Recording.Of(AssetTypes.EmergencyLight, TimeSpan.FromDays(366));
        var aged = Recording.Of(AssetTypes.EmergencyLight, TimeSpan.FromDays(366), faults: [Recording.Fault(FaultKind.BatteryAgeing, TimeSpan.FromDays(1))]);

        healthy["emergency_min"].Max(sample => sample.Value).ShouldBeGreaterThan(90);
        aged["emergency_min"].Max(sample => sample.Value).ShouldBeLessThan(30);
    }

    [Fact]
    public void A_charger_fault_never_returns_to_mains()
    {
        var light = Recording.Of(AssetTypes.EmergencyLight, Six, faults: [Recording.Fault(FaultKind.ChargerFault, Two)]);

        light.States("mode")[^1].Value.ShouldBe("charging");
    }

    public static TheoryData<string, string> FlappingPoints => new()
    {
        { AssetTypes.Elevator, "mains_ok" }, { AssetTypes.BoosterPump, "room_flood" }, { AssetTypes.FirePump, "power_main" },
        { AssetTypes.FireAlarm, "fault" }, { AssetTypes.SmokeDetector, "tamper" },
    };

    [Theory]
    [MemberData(nameof(FlappingPoints))]
    public void Flapping_changes_one_condition_at_least_four_times_in_half_an_hour(string type, string key)
    {
        var asset = Recording.Of(type, TimeSpan.FromHours(4), faults: [Recording.Fault(FaultKind.Flapping, Two, duration: TimeSpan.FromMinutes(40))]);
        var values = asset.Values(key, Two, Two + TimeSpan.FromMinutes(30));

        values.Zip(values.Skip(1)).Count(pair => pair.First != pair.Second).ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public void A_silent_asset_sends_nothing_and_returns()
    {
        var pump = Recording.Of(AssetTypes.BoosterPump, Six, faults: [Recording.Fault(FaultKind.AssetSilent, Two, duration: TimeSpan.FromMinutes(20))]);
        var t0 = (Recording.Midnight + Two).ToUnixTimeMilliseconds();

        pump.Messages.ShouldNotContain(message => message.UnixMs >= t0 && message.UnixMs < t0 + 20 * 60_000);
        pump.Messages[^1].UnixMs.ShouldBeGreaterThan(t0 + 3 * 3_600_000);
    }

    [Fact]
    public void A_frozen_sensor_repeats_its_numbers()
    {
        var pump = Recording.Of(AssetTypes.BoosterPump, TimeSpan.FromHours(4), faults: [Recording.Fault(FaultKind.SensorFrozen, Two)]);

        pump.Values("discharge_mpa", Two + TimeSpan.FromMinutes(1), TimeSpan.FromHours(4)).Distinct().Count().ShouldBe(1);
        pump.Values("discharge_mpa", TimeSpan.FromHours(1), Two).Distinct().Count().ShouldBeGreaterThan(20);
    }

    private static void Moves(string type, FaultKind kind, string key, double atLeast)
    {
        var healthy = Recording.Of(type, TimeSpan.FromHours(30));
        var faulty = Recording.Of(type, TimeSpan.FromHours(30), faults: [Recording.Fault(kind, Two, TimeSpan.FromHours(1))]);
        var moved = Mean(faulty) - Mean(healthy);

        if (atLeast > 0) moved.ShouldBeGreaterThanOrEqualTo(atLeast);
        else moved.ShouldBeLessThanOrEqualTo(atLeast);

        // On-change points: the held value counts, as everywhere.
        double Mean(Recording asset) => Enumerable.Range(0, 60)
            .Average(i => asset.At(key, (Recording.Midnight + TimeSpan.FromHours(18) + TimeSpan.FromMinutes(5 * i)).ToUnixTimeMilliseconds()));
    }
}
