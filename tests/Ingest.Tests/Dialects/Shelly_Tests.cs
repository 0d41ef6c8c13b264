using Facilities.Mqtt;
using Facilities.Storage.Journal;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>
/// Topics and payload shapes: shelly-api-docs.shelly.cloud/gen1/#shelly1pm-mqtt, …/gen2/General/Notifications (NotifyStatus) and
/// …/gen2/ComponentsAndServices/Switch (status).
/// </summary>
public sealed class Shelly_Tests : DialectFacts
{
    [Theory]
    [InlineData("shellies/shelly1pm-B929CC/relay/0", "on", "relay.0", "on", "on=1")]
    [InlineData("shellies/shelly1pm-B929CC/relay/0/power", "80.52", "relay.0.power", "power_w", "power_w=80.52")]
    [InlineData("shellies/shelly1pm-B929CC/relay/0/energy", "60000", "relay.0.energy", "energy_kwh", "energy_kwh=1")]
    [InlineData("shellies/shellyem3-AB/emeter/0/total", "1234.5", "emeter.0.total", "energy_kwh", "energy_kwh=1.2345")]
    [InlineData("shellies/shellyem3-AB/emeter/0/voltage", "231.1", "emeter.0.voltage", "voltage_v", "voltage_v=231.1")]
    public async Task The_first_generation_sends_a_value_per_topic(string topic, string payload, string field, string point, string expected)
    {
        await Rig.MapAsync("shelly", topic.Split('/')[1], "light-1", Field(field, point));
        await Rig.PublishAsync(topic, payload);
        (await Rig.OneReadingAsync()).ShouldBe(("light-1", new[] { expected }), ThingsBoard_Tests.Same);
    }

    [Fact]
    public async Task A_notification_of_a_later_one_has_its_time_in_seconds()
    {
        var time = DateTimeOffset.UtcNow.AddSeconds(-20).ToUnixTimeMilliseconds();
        var seconds = (time / 1000d).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await Rig.MapAsync("shelly", "shellyplus1pm-a8032abe54dc", "light-1", Field("switch:0.apower", "power_w"), Field("switch:0.output", "on"), Field("switch:0.aenergy.total", "energy_kwh"));
        await Rig.PublishAsync("shellyplus1pm-a8032abe54dc/events/rpc", $$$"""
            {"src":"shellyplus1pm-a8032abe54dc","dst":"shellyplus1pm-a8032abe54dc/events","method":"NotifyStatus","params":{"ts":{{{seconds}}},
             "switch:0":{"id":0,"output":true,"apower":8.9,"aenergy":{"by_minute":[210.5,0.0,0.0],"minute_ts":1626935779,"total":11234.5} },"sys":{"uptime":30} } }
            """);
        (await Rig.OneReadingAsync()).ShouldBe(("light-1", new[] { "on=1", "power_w=8.9", "energy_kwh=11.2345" }), ThingsBoard_Tests.Same);
        Math.Abs(Rig.Chunk.Readings[0].EventTimeUnixMs - time).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_status_message_names_its_component()
    {
        await Rig.PublishAsync("shellyplus1pm-a8032abe54dc/status/switch:0", """
            {"id":0,"source":"WS_in","output":false,"apower":0.0,"voltage":224.0,"current":0.0,"aenergy":{"total":11.679,"by_minute":[0.0,0.0,0.0],"minute_ts":1654515450},"temperature":{"tC":53.0,"tF":127.4}}
            """);
        (await Rig.OneStrangerAsync()).Fields.ShouldBe([
            "switch:0.output=false", "switch:0.apower=0 W", "switch:0.voltage=224 V", "switch:0.current=0 A", "switch:0.aenergy.total=11.679 Wh", "switch:0.temperature.tC=53 °C", "switch:0.temperature.tF=127.4 °F"]);
    }

    [Theory]
    [InlineData("shellies/shelly1pm-B929CC/online", "true", false, PresenceState.Online)]
    [InlineData("shellies/shelly1pm-B929CC/online", "false", true, PresenceState.Lost)]
    public async Task Online_is_presence(string topic, string payload, bool isWill, PresenceState expected)
    {
        await Rig.MapAsync("shelly", "shelly1pm-B929CC", "light-1");
        await Rig.PublishAsync(topic, payload, isWill: isWill);
        await Rig.ReadAsync();
        Rig.Chunk.Presences.ShouldHaveSingleItem().Record.State.ShouldBe(expected);
    }

    [Theory]
    [InlineData("shellies/shelly1pm-B929CC/relay/0/command")]
    [InlineData("shellies/announce")]
    [InlineData("shellyplus1pm-a8032abe54dc/rpc")]
    public async Task Commands_are_only_routed(string topic) => (await Rig.PublishAsync(topic, "on")).ShouldBe(MqttPublishDecision.RouteOnly with { Audience = "yulan" });
}
