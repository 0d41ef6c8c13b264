using Facilities.Operations.Templates;

namespace Facilities.Operations.Tests.Templates;

/// <summary>Rules of the built-in templates on the signals that the domain sheet says show them.</summary>
public sealed class BuiltInRuleTests
{
    [Fact]
    public void A_fire_pump_in_manual_for_half_an_hour_is_found()
    {
        var pump = new TemplateRig("fire-pump");
        pump.At(0, "selector=MANUAL power_main=true power_backup=true");
        for (var t = 60; t < 1800; t += 60) pump.At(t, "power_main=true power_backup=true");
        pump.About().ShouldBeEmpty();

        pump.At(1800, "power_main=true power_backup=true");

        pump.About().ShouldBe(["Raised not-auto"]);
        pump.At(1900, "selector=AUTO");
        pump.At(1920, "power_main=true power_backup=true");
        pump.About().ShouldBe(["Raised not-auto", "Cleared not-auto"]);
    }

    [Fact]
    public void A_fire_pump_under_a_permit_is_not_told()
    {
        var pump = new TemplateRig("fire-pump");
        pump.Engine.Suppress(new(1), "not-auto", true, pump.Findings);
        pump.At(0, "selector=OFF");
        for (var t = 60; t < 3600; t += 60) pump.At(t, "power_main=true");

        pump.About().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("fire-pump", "power_main=false", 30, "supply-lost")]
    [InlineData("fire-pump", "start_command=true current_a=0", 12, "start-fails")]
    [InlineData("fire-pump", "hydrant_static_mpa=0.05", 900, "hydrant-low")]
    [InlineData("fire-pump", "room_temp_c=2", 2400, "freezing")]
    [InlineData("fire-alarm", "fire=true", 0, "fire")]
    [InlineData("fire-alarm", "disabled_count=3", 360, "disabled")]
    [InlineData("smoke-detector", "alarm=true", 0, "fire")]
    [InlineData("smoke-detector", "battery_pct=12", 0, "battery-low")]
    [InlineData("structure", "leak=true", 0, "leak")]
    [InlineData("emergency-light", "lamp_ok=false", 900, "lamp-out")]
    [InlineData("emergency-light", "mode=mains emergency_min=21", 0, "duration-short")]
    [InlineData("booster-pump", "run=true inlet_mpa=0.02", 70, "inlet-low")]
    [InlineData("booster-pump", "run=true freq_hz=50 flow_m3h=0 current_a=3", 130, "dry-run")]
    [InlineData("booster-pump", "vib_mm_s=3.5", 1300, "vib-zone-c")]
    [InlineData("booster-pump", "vib_mm_s=9", 1300, "vib-zone-d")]
    [InlineData("booster-pump", "room_flood=true", 40, "room-flood")]
    [InlineData("booster-pump", "free_cl_mg_l=0.01", 2200, "chlorine")]
    [InlineData("lighting-circuit", "leak_ma=45", 700, "leakage")]
    [InlineData("lighting-circuit", "leak_ma=120", 0, "leakage-trip")]
    [InlineData("elevator", "mains_ok=false", 70, "mains-off")]
    [InlineData("elevator", "intercom_ok=false", 700, "intercom-fault")]
    [InlineData("elevator", "car_speed=2.4", 0, "overspeed")]
    [InlineData("elevator", "lock_circuit=false car_speed=1.5 mode=normal", 0, "lock-open-moving")]
    [InlineData("elevator", "machine_room_temp_c=45", 1000, "machine-room-hot")]
    public void A_signal_that_stays_raises_its_rule(string type, string signal, int seconds, string rule)
    {
        var rig = new TemplateRig(type);
        var step = seconds < 20 ? 1 : 10;

        for (var t = 0; t <= seconds; t += step) rig.At(t, signal);

        rig.About().ShouldContain($"Raised {rule}");
    }

    [Theory]
    [InlineData(350, "")]
    [InlineData(300, "lamp-out")]
    [InlineData(250, "lamp-out lamps-out")]
    [InlineData(3, "lamp-out lamps-out circuit-dead")]
    public void Lamps_out_follow_the_circuits_rated_power(double watts, string rules)
    {
        var circuit = new TemplateRig("lighting-circuit", new AssetOverrides
        {
            Attributes = new Dictionary<string, string> { ["lamps"] = "20", ["lamp_w"] = "18" },
        });

        for (var t = 0; t <= 1800; t += 300) circuit.At(t, FormattableString.Invariant($"on=true power_w={watts} lux=80"));

        circuit.About().Order().ShouldBe(rules.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => $"Raised {r}").Order());
    }

    [Fact]
    public void A_door_that_opens_far_more_often_than_the_car_travels_is_found()
    {
        var lift = new TemplateRig("elevator");
        for (var i = 0; i <= 4; i++) lift.At(i * 900, FormattableString.Invariant($"trips={100 + i} door_cycles={500 + (20 * i)}"));

        lift.About().ShouldBe(["Raised door-phantom"]);
    }

    [Fact]
    public void Slower_closing_doors_are_found_against_the_own_past()
    {
        var lift = new TemplateRig("elevator");
        var random = new Random(4);
        var t = 0;
        for (; t < 1000; t++) lift.At(t * 170, FormattableString.Invariant($"door_close_s={3 + (0.1 * random.NextDouble()):F2}"));
        lift.About().ShouldBeEmpty();
        for (; t < 1100; t++) lift.At(t * 170, FormattableString.Invariant($"door_close_s={3.8 + (0.1 * random.NextDouble()):F2}"));

        lift.About().ShouldBe(["Raised door-slow"]);
    }

    [Fact]
    public void A_burst_is_a_falling_pressure_with_a_jump_of_the_flow()
    {
        var pump = new TemplateRig("booster-pump");
        for (var t = 0; t < 600; t += 10) pump.At(t, "discharge_mpa=0.6 flow_m3h=8 run=true");
        for (var t = 600; t < 660; t += 10) pump.At(t, "discharge_mpa=0.42 flow_m3h=29 run=true");

        pump.About().ShouldContain("Raised burst");
    }
}
