using Facilities.Mqtt;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>Payload shapes: zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages.html (device messages, availability, bridge/devices) and …/exposes.html.</summary>
public sealed class Zigbee2Mqtt_Tests : DialectFacts
{
    private const string Devices = """
        [{"ieee_address":"0x00158d00018255df","type":"EndDevice","network_address":29159,"supported":true,"disabled":false,"friendly_name":"pump-room/climate",
          "definition":{"model":"WSDCGQ11LM","vendor":"Aqara","description":"Temperature and humidity sensor","exposes":[
            {"type":"numeric","name":"temperature","property":"temperature","access":1,"unit":"°C"},
            {"type":"numeric","name":"humidity","property":"humidity","access":1,"unit":"%"},
            {"type":"numeric","name":"voltage","property":"voltage","access":1,"unit":"mV"},
            {"type":"switch","features":[{"type":"binary","name":"state","property":"state","access":7,"value_on":"ON","value_off":"OFF"}]},
            {"type":"numeric","name":"linkquality","property":"linkquality","access":1,"unit":"lqi","value_max":255,"value_min":0}]}},
         {"ieee_address":"0x00124b00120144ae","type":"Coordinator","friendly_name":"Coordinator","definition":null}]
        """;

    [Fact]
    public async Task Units_are_remembered_from_the_bridge_across_a_restart()
    {
        await Rig.PublishAsync("zigbee2mqtt/bridge/devices", Devices, retain: true);
        await Rig.RestartAsync();
        await Rig.PublishAsync("zigbee2mqtt/pump-room/climate", """{"temperature":27.34,"humidity":44.72,"voltage":2990,"linkquality":120}""");
        var (key, _, fields) = await Rig.OneStrangerAsync();
        key.ShouldBe("pump-room/climate");
        fields.ShouldBe(["temperature=27.34 °C", "humidity=44.72 %", "voltage=2990 mV", "linkquality=120 lqi"]);
    }

    [Fact]
    public async Task A_mapped_sensor_is_telemetry_at_the_time_it_was_last_seen()
    {
        var seen = DateTimeOffset.UtcNow.AddMinutes(-3).ToUnixTimeMilliseconds();
        await Rig.MapAsync("zigbee2mqtt", "pump-room/climate", "pump-1", Field("temperature", "room_temp_c"), Field("water_leak", "room_flood"));
        await Rig.PublishAsync("zigbee2mqtt/pump-room/climate", $$"""{"temperature":27.34,"water_leak":false,"last_seen":{{seen}}}""");
        (await Rig.OneReadingAsync()).ShouldBe(("pump-1", new[] { "room_temp_c=27.34", "room_flood=0" }), ThingsBoard_Tests.Same);
        Rig.Chunk.Readings[0].EventTimeUnixMs.ShouldBe(seen);
    }

    [Fact]
    public async Task A_contact_can_be_turned_round()
    {
        await Rig.MapAsync("zigbee2mqtt", "cabinet", "light-1", Field("contact", "cabinet_open", scale: -1, offset: 1));
        await Rig.PublishAsync("zigbee2mqtt/cabinet", """{"contact":true}""");
        (await Rig.OneReadingAsync()).Values.ShouldBe(["cabinet_open=0"]);
    }

    [Theory]
    [InlineData("online", PresenceState.Online)]
    [InlineData("""{"state":"online"}""", PresenceState.Online)]
    [InlineData("""{"state":"offline"}""", PresenceState.Offline)]
    public async Task Availability_is_presence(string payload, PresenceState expected)
    {
        await Rig.MapAsync("zigbee2mqtt", "cabinet", "light-1");
        await Rig.PublishAsync("zigbee2mqtt/cabinet/availability", payload, retain: true);
        await Rig.ReadAsync();
        Rig.Chunk.Presences.ShouldHaveSingleItem().Record.State.ShouldBe(expected);
    }

    /// <summary>domain.md §9: retained old values on reconnect are never alarmed on past the stale limit; the detectors look at this flag.</summary>
    [Fact]
    public async Task A_retained_value_is_stored_as_one_that_may_be_old()
    {
        await Rig.MapAsync("zigbee2mqtt", "cabinet", "light-1", Field("contact", "cabinet_open"));
        await Rig.PublishAsync("zigbee2mqtt/cabinet", """{"contact":true}""", retain: true);
        await Rig.ReadAsync();
        Rig.Chunk.Readings[0].Flags.ShouldBe(ReadingFlags.NoDeviceTime | ReadingFlags.Retained);
    }

    [Theory]
    [InlineData("zigbee2mqtt/cabinet/set")]
    [InlineData("zigbee2mqtt/cabinet/get")]
    [InlineData("zigbee2mqtt/cabinet/set/state")]
    [InlineData("zigbee2mqtt/bridge/logging")]
    [InlineData("zigbee2mqtt/bridge/request/permit_join")]
    public async Task What_is_no_telemetry_is_only_routed(string topic) => (await Rig.PublishAsync(topic, "x")).ShouldBe(MqttPublishDecision.RouteOnly with { Audience = "yulan" });
}
