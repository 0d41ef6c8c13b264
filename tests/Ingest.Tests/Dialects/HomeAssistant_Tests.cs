using Facilities.Ingest.Dialects;
using Facilities.Mqtt;
using Facilities.Storage.Journal;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>
/// Payload shapes: home-assistant.io/integrations/mqtt (discovery examples "Motion detection", "Sensors", "Using abbreviations and base topic", "Device
/// discovery payload") and what ESPHome's MQTT component announces (esphome.io/components/mqtt).
/// </summary>
public sealed class HomeAssistant_Tests : DialectFacts
{
    private const string Humidity = """
        {"device_class":"humidity","state_topic":"homeassistant/sensor/sensorBedroom/state","unit_of_measurement":"%","value_template":"{{ value_json.humidity}}","unique_id":"hum01ae",
         "device":{"identifiers":["bedroom01ae"],"name":"Bedroom","manufacturer":"Example sensors Ltd."}}
        """;

    private const string Brief = """
        {"~":"pump-room/meter","name":"Pressure","stat_t":"~/state","val_tpl":"{{ value_json['out']['kpa'] | float | round(1) }}","unit_of_meas":"kPa","dev_cla":"pressure",
         "avty_t":"~/status","exp_aft":60,"dev":{"ids":"meter-7","name":"pump-1"}}
        """;

    [Fact]
    public async Task What_was_announced_is_read_after_a_restart()
    {
        await Rig.PublishAsync("homeassistant/sensor/sensorBedroomH/config", Humidity, retain: true);
        await Rig.RestartAsync();
        await Rig.PublishAsync("homeassistant/sensor/sensorBedroom/state", """{"temperature":23.20,"humidity":43.70}""");
        var (key, _, fields) = await Rig.OneStrangerAsync();
        key.ShouldBe("bedroom01ae");
        fields.ShouldBe(["sensorBedroomH=43.7 %"]);
    }

    [Fact]
    public async Task Abbreviations_and_base_topics_are_read_and_filters_applied()
    {
        await Rig.MapAsync("homeassistant", "meter-7", "pump-1", Field("pressure", "discharge_mpa"));
        await Rig.PublishAsync("homeassistant/sensor/meter/pressure/config", Brief, retain: true);
        await Rig.PublishAsync("pump-room/meter/state", """{"out":{"kpa":"310.04"}}""");
        (await Rig.OneReadingAsync()).ShouldBe(("pump-1", new[] { "discharge_mpa=0.31" }), ThingsBoard_Tests.Same);
        await Rig.PublishAsync("pump-room/meter/status", "offline", isWill: true);
        await Rig.ReadAsync();
        Rig.Chunk.Presences.ShouldHaveSingleItem().Record.State.ShouldBe(PresenceState.Lost);
    }

    [Fact]
    public async Task One_message_may_announce_a_whole_device()
    {
        await Rig.MapAsync("homeassistant", "ea334450945afc", "pump-1", Field("temp", "room_temp_c"), Field("leak", "room_flood"));
        await Rig.PublishAsync("homeassistant/device/ea334450945afc/config", """
            {"dev":{"ids":"ea334450945afc","name":"Kitchen"},"o":{"name":"bla2mqtt"},
             "cmps":{"temp":{"p":"sensor","device_class":"temperature","unit_of_measurement":"°F","value_template":"{{ value_json.temperature }}"},
                     "leak":{"p":"binary_sensor","device_class":"moisture","payload_on":"wet!","payload_off":"dry!","value_template":"{{ value_json.leak }}"},
                     "lamp":{"p":"light","command_topic":"x"}},
             "state_topic":"kitchen/state","qos":2}
            """);
        await Rig.PublishAsync("kitchen/state", """{"temperature":77,"leak":"wet!"}""");
        (await Rig.OneReadingAsync()).ShouldBe(("pump-1", new[] { "room_flood=1", "room_temp_c=25" }), ThingsBoard_Tests.Same);
    }

    [Fact]
    public async Task An_empty_configuration_removes_its_entity()
    {
        await Rig.PublishAsync("homeassistant/sensor/meter/pressure/config", Brief, retain: true);
        await Rig.PublishAsync("homeassistant/sensor/meter/pressure/config", "", retain: true);
        (await Rig.PublishAsync("pump-room/meter/state", """{"out":{"kpa":310}}""")).ShouldBe(MqttPublishDecision.RouteOnly);
    }

    [Fact]
    public async Task A_template_that_is_a_program_waits_as_it_is()
    {
        const string Program = "{{ (value_json.raw * 0.1) if value_json.ok else none }}";
        await Rig.PublishAsync("homeassistant/sensor/meter/level/config", $$"""{"stat_t":"tank/state","val_tpl":"{{Program}}","unit_of_meas":"m","dev":{"ids":"tank"} }""");
        await Rig.PublishAsync("tank/state", """{"raw":31,"ok":true}""");
        (await Rig.OneStrangerAsync()).Fields.ShouldBe([$"level={Program}"]);
    }

    [Fact]
    public async Task What_another_dialect_reads_itself_is_not_read_twice()
    {
        await Rig.PublishAsync("homeassistant/sensor/0x00158d0001/temperature/config", """{"state_topic":"zigbee2mqtt/climate","value_template":"{{ value_json.temperature }}","device":{"identifiers":["zigbee2mqtt_0x00158d0001"]}}""");
        await Rig.PublishAsync("zigbee2mqtt/climate", """{"temperature":21}""");
        await Rig.ReadAsync();
        Rig.Chunk.Quarantined.ShouldHaveSingleItem().Record.Dialect.ShouldBe("zigbee2mqtt");
    }

    [Fact]
    public async Task What_one_assets_credential_announces_is_not_another_clients_device()
    {
        await Rig.MapAsync("homeassistant", "meter-7", "pump-1", Field("pressure", "discharge_mpa"));
        await Rig.PublishAsync("homeassistant/sensor/meter/pressure/config", Brief, asset: "light-1");
        await Rig.PublishAsync("pump-room/meter/state", """{"out":{"kpa":310}}""");
        await Rig.ReadAsync();
        Rig.Chunk.Readings.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("", "21.5", "21.5")]
    [InlineData("{{ value }}", "21.5", "21.5")]
    [InlineData("{{ value | int }}", "21.9", "21")]
    [InlineData("{{value_json.a.b|round(1)}}", """{"a":{"b":"3.14159"}}""", "3.1")]
    [InlineData("{{ value_json['x y'][1] | float(0) }}", """{"x y":[1,2.5]}""", "2.5")]
    [InlineData("{{ value_json.missing }}", """{"a":1}""", null)]
    public void Simple_templates_are_read(string text, string payload, string? expected)
    {
        ValueTemplate.TryParse(text, out var template).ShouldBeTrue();
        template.Read("f", System.Text.Encoding.UTF8.GetBytes(payload))?.Seen().Sample.ShouldBe(expected);
    }

    [Theory]
    [InlineData("{{ value_json.a * 2 }}")]
    [InlineData("{% if value %}1{% endif %}")]
    [InlineData("{{ states('sensor.x') }}")]
    [InlineData("{{ value_json.a | default(0) | timestamp_local }}")]
    [InlineData("{{ value }} {{ value }}")]
    public void Programs_are_not(string text) => ValueTemplate.TryParse(text, out _).ShouldBeFalse();
}
