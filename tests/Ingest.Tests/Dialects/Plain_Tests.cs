using Facilities.Mqtt;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>Plain topics of controllers and flows (domain.md §9: "scalars by path mapping").</summary>
public sealed class Plain_Tests : DialectFacts
{
    [Fact]
    public async Task Without_a_pattern_they_are_only_routed() => (await Rig.PublishAsync("building/b1/pump/pressure", "0.3")).ShouldBe(MqttPublishDecision.RouteOnly with { Audience = "yulan" });

    [Fact]
    public async Task A_pattern_says_which_levels_are_device_and_field()
    {
        await Rig.PatternAsync("building/{device}/{device}/{field}");
        await Rig.MapAsync("plain", "b1/pump", "pump-1", Field("pressure", "discharge_mpa", "bar"));
        await Rig.PublishAsync("building/b1/pump/pressure", " 3.1 ");
        (await Rig.OneReadingAsync()).ShouldBe(("pump-1", new[] { "discharge_mpa=0.31" }), ThingsBoard_Tests.Same);
    }

    [Fact]
    public async Task A_topic_without_a_field_holds_one_value_or_JSON()
    {
        await Rig.PatternAsync("plc/{device}");
        await Rig.MapAsync("plain", "p1", "pump-1", Field("value", "discharge_mpa"), Field("out.mpa", "inlet_mpa"));
        await Rig.PublishAsync("plc/p1", "0.4");
        (await Rig.OneReadingAsync()).Values.ShouldBe(["discharge_mpa=0.4"]);
        var time = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeMilliseconds();
        await Rig.PublishAsync("plc/p1", $$$"""{"ts":"{{{time}}}","out":{"mpa":"0.2"}}""");
        (await Rig.OneReadingAsync()).Values.ShouldBe(["inlet_mpa=0.2"]);
        Rig.Chunk.Readings[0].EventTimeUnixMs.ShouldBe(time);
    }

    [Fact]
    public async Task Garbage_for_a_number_waits_with_its_sample()
    {
        await Rig.PatternAsync("plc/{device}/{field}");
        await Rig.MapAsync("plain", "p1", "pump-1", Field("pressure", "discharge_mpa"));
        await Rig.PublishAsync("plc/p1/pressure", "ERR 7");
        (await Rig.OneStrangerAsync()).Fields.ShouldBe(["pressure=ERR 7"]);
    }
}
