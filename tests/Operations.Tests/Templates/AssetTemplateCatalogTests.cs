using Facilities.Domain.Inspections;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Tests.Templates;

public sealed class AssetTemplateCatalogTests
{
    private static readonly AssetTemplateCatalog Catalog = AssetTemplateCatalog.Load();

    [Fact]
    public void All_built_in_types_load() =>
        Catalog.All.Select(t => t.Type).ShouldBe(
            ["booster-pump", "elevator", "emergency-light", "extinguisher", "fire-alarm", "fire-lane", "fire-pump", "gateway", "lighting-circuit", "smoke-detector", "structure", "test-rig-pump"]);

    [Theory]
    [InlineData("elevator", "car_floor direction car_speed door_state door_open_s door_close_s door_reopen in_door_zone leveling_mm load_pct occupied mode safety_chain lock_circuit alarm_button intercom_ok mains_ok backup_v motor_current_a motor_temp_c machine_room_temp_c brake_release_ms stop_distance_mm vib_z vib_xy trips door_cycles run_h seq")]
    [InlineData("booster-pump", "discharge_mpa inlet_mpa tank_level_m flow_m3h energy_kwh freq_hz current_a run bearing_temp_c motor_temp_c vib_mm_s starts_h free_cl_mg_l turbidity_ntu room_flood room_temp_c")]
    [InlineData("fire-pump", "selector power_main power_backup run current_a discharge_mpa hydrant_static_mpa sprinkler_end_mpa tank_level_m pool_level_m jockey_starts_h valve_open flow_switch pressure_switch room_temp_c diesel_batt_v fuel_pct")]
    [InlineData("fire-alarm", "fire fault disabled_count mains_ok battery_ok silenced operator_present")]
    [InlineData("smoke-detector", "alarm tamper battery_pct contamination_pct temp_c rssi_dbm")]
    [InlineData("emergency-light", "mains_ok battery_v lamp_ok mode emergency_min")]
    [InlineData("structure", "leak moisture_pct tilt_mm_m crack_mm ponding_cm rain_mm_h")]
    [InlineData("lighting-circuit", "power_w voltage_v current_a lux on leak_ma energy_kwh cabinet_open")]
    public void A_type_has_every_point_of_the_domain_sheet(string type, string keys)
    {
        foreach (var key in keys.Split(' ')) Catalog[type].PointTable.TryGet(key, out _).ShouldBeTrue($"{type} lacks {key}");
    }

    [Fact]
    public void Every_rule_names_a_mode_of_a_known_family_and_every_type_has_the_common_ones()
    {
        foreach (var template in Catalog.All)
        {
            foreach (var rule in template.Rules) template.Family(template.Mode(rule.Mode).Family).ShouldNotBeNull();
            foreach (var mode in new[] { "sensor", "comms", "unexplained" }) template.TryGetMode(mode, out _).ShouldBeTrue();
            template.Modes.ShouldAllBe(m => m.Severity >= 1 && m.Severity <= 4 && m.Advice.Zh.Length > 0 && m.Advice.En.Length > 0);
        }
    }

    [Fact]
    public void Life_safety_modes_are_P1() =>
        new[] { ("elevator", "entrapment"), ("elevator", "entrapment-unconfirmed"), ("fire-pump", "not-auto"), ("fire-pump", "supply-lost"), ("fire-pump", "start-fails"), ("fire-alarm", "fire") }
            .ShouldAllBe(m => Catalog[m.Item1].Mode(m.Item2).Severity == 1);

    [Fact]
    public void No_vector_trains_on_fewer_than_300_rows() =>
        Catalog.All.SelectMany(t => t.Vectors).ShouldAllBe(v => v.Definition.TrainingRows >= 300);

    [Fact]
    public void The_load_generators_sequence_number_is_a_counter_of_elevators_only() =>
        Catalog.All.Where(t => t.Point("seq") is { Diagnostic: true, Definition.Kind: PointKind.Counter }).ShouldHaveSingleItem().Type.ShouldBe("elevator");

    [Fact]
    public void A_limit_comes_from_the_template_with_its_mark()
    {
        var rule = Catalog["elevator"].ResolvedRules().Single(r => r.Key == "levelling");

        (rule.Limit, rule.LimitOrigin).ShouldBe((20, ThresholdOrigin.Recalled));
    }

    [Fact]
    public void An_assets_own_limit_wins_and_says_so()
    {
        var own = new AssetOverrides { Rules = new Dictionary<string, RuleOverride> { ["levelling"] = new() { Limit = 30, For = TimeSpan.FromMinutes(2) } } };

        var rule = Catalog["elevator"].ResolvedRules(own).Single(r => r.Key == "levelling");

        (rule.Limit, rule.Clear, rule.LimitOrigin).ShouldBe((30, 25, ThresholdOrigin.Asset));
        (rule.For, rule.ForOrigin).ShouldBe((TimeSpan.FromMinutes(2), ThresholdOrigin.Asset));
    }

    [Theory]
    [InlineData("elevator", "overspeed", "rated_speed=2.5", 2.875, ThresholdOrigin.Attribute)]
    [InlineData("lighting-circuit", "lamp-out", "lamps=20 lamp_w=18", 324, ThresholdOrigin.Attribute)]
    [InlineData("lighting-circuit", "lamp-out", "lamps=20", 0, ThresholdOrigin.Default)]
    [InlineData("booster-pump", "pressure-low", "setpoint_mpa=0.6", 0.58, ThresholdOrigin.Attribute)]
    [InlineData("booster-pump", "vib-zone-d", "vib_class=I", 4.5, ThresholdOrigin.Recalled)]
    [InlineData("fire-pump", "hydrant-low", "height_class=over_100", 0.15, ThresholdOrigin.Recalled)]
    public void A_limit_follows_the_assets_attributes(string type, string rule, string attributes, double limit, ThresholdOrigin origin)
    {
        var own = new AssetOverrides { Attributes = attributes.Split(' ').Select(a => a.Split('=')).ToDictionary(a => a[0], a => a[1]) };

        var resolved = Catalog[type].ResolvedRules(own).Single(r => r.Key == rule);

        resolved.Limit!.Value.ShouldBe(limit, 1e-9);
        resolved.LimitOrigin.ShouldBe(origin);
    }

    [Fact]
    public void Assets_with_the_same_numbers_share_one_profile()
    {
        var template = Catalog["elevator"];
        var maker = new AssetOverrides { Attributes = new Dictionary<string, string> { ["maker"] = "X" } };
        var faster = new AssetOverrides { Attributes = new Dictionary<string, string> { ["rated_speed"] = "2.5" } };

        template.Profile(maker).ShouldBeSameAs(template.Profile());
        template.Profile(faster).ShouldNotBeSameAs(template.Profile());
    }

    [Fact]
    public void Every_duty_is_for_a_type_that_has_the_families_of_its_steps()
    {
        foreach (var duty in InspectionTemplates.All)
        {
            Catalog.TryGet(duty.AssetType, out var type).ShouldBeTrue($"{duty.Key}: {duty.AssetType}");
            foreach (var step in duty.Steps) type!.Family(step.FailFamily).ShouldNotBeNull($"{duty.Key}: {step.FailFamily}");
        }
    }

    [Fact]
    public void A_rule_that_is_switched_off_is_not_in_the_profile()
    {
        var own = new AssetOverrides { Rules = new Dictionary<string, RuleOverride> { ["vib-z"] = new() { Enabled = false } } };

        Catalog["elevator"].Profile(own).Rules.ShouldNotContain(r => r.Key == "vib-z");
    }
}
