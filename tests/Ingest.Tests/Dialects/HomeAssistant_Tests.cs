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
        (await Rig.PublishAsync("pump-room/meter/state", """{"out":{"kpa":310}}""")).ShouldBe(MqttPublishDecision.RouteOnly with { Audience = "yulan" });
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

    [Fact]
    public async Task What_another_site_announces_takes_nobodys_messages()
    {
        await Rig.PatternAsync("{device}/meter/{field}");
        await Rig.PublishAsync("homeassistant/sensor/meter/pressure/config", Brief, site: "elsewhere");
        (await Rig.PublishAsync("pump-room/meter/state", "7")).ShouldNotBe(MqttPublishDecision.RouteOnly with { Audience = "yulan" });
        await Rig.ReadAsync();
        Rig.Chunk.Quarantined.ShouldHaveSingleItem().Record.Dialect.ShouldBe("plain");
        (await Rig.PublishAsync("other/meter", "7", site: "elsewhere")).ShouldBe(MqttPublishDecision.RouteOnly with { Audience = "elsewhere" });
    }

    [Fact]
    public async Task What_an_administrator_said_of_a_topic_goes_before_what_is_announced()
    {
        await Rig.PublishAsync("homeassistant/sensor/meter/pressure/config", Brief);
        await Rig.PublishAsync("pump-room/meter/state", """{"out":{"kpa":310}}""");
        await Rig.ReadAsync();
        Rig.Chunk.Quarantined.ShouldHaveSingleItem().Record.Dialect.ShouldBe("homeassistant");
        await Rig.PatternAsync("{device}/meter/state");
        await Rig.PublishAsync("pump-room/meter/state", """{"out":{"kpa":311}}""");
        await Rig.ReadAsync();
        Rig.Chunk.Quarantined.ShouldHaveSingleItem().Record.Dialect.ShouldBe("plain");
    }

    [Fact]
    public async Task A_configuration_that_changes_moves_its_entity()
    {
        await Rig.PublishAsync("homeassistant/sensor/meter/pressure/config", Brief);
        await Rig.PublishAsync("homeassistant/sensor/meter/pressure/config", Brief.Replace("pump-room/meter", "pump-room/second", StringComparison.Ordinal));
        (await Rig.PublishAsync("pump-room/meter/state", """{"out":{"kpa":310}}""")).ShouldBe(MqttPublishDecision.RouteOnly with { Audience = "yulan" });
        await Rig.PublishAsync("pump-room/second/state", """{"out":{"kpa":310}}""");
        (await Rig.OneStrangerAsync()).Fields.ShouldBe(["pressure=310 kPa"]);
        await Rig.PublishAsync("homeassistant/sensor/meter/pressure/config", Brief.Replace("~/state", "zigbee2mqtt/x", StringComparison.Ordinal));
        (await Rig.PublishAsync("pump-room/second/state", """{"out":{"kpa":310}}""")).ShouldBe(MqttPublishDecision.RouteOnly with { Audience = "yulan" });
    }

    [Fact]
    public async Task A_burst_of_configurations_costs_each_message_its_own_entities()
    {
        // Twenty thousand entities of another place, as a bridge announces them, and a message of ours between any two of them.
        await Rig.PublishAsync("homeassistant/sensor/meter/pressure/config", Brief);
        var dialect = new DialectSet(new(Rig.Database.Databases), Rig.Memory, new(TimeProvider.System));
        var body = System.Text.Json.JsonSerializer.Serialize(new HomeAssistantEntity("d", "d", "f", "bridge/t", "{{ value_json.a.b }}", "", "", null, null, []));
        var facts = Enumerable.Range(0, 20_000).Select(i => new KeyValuePair<Operations.Intake.DialectFact, string?>(new("homeassistant", "elsewhere", $"homeassistant/sensor/b/{i}/config#f"), body.Replace("bridge/t", $"bridge/{i}", StringComparison.Ordinal))).ToList();
        await Rig.Memory.SaveAsync(facts, default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = dialect.Find("bridge/17", "elsewhere").ShouldNotBeNull();
        for (var i = 0; i < 1_000; i++) found.Read(new DialectMessage("bridge/17", "{\"a\":{\"b\":1}}"u8.ToArray(), false, "elsewhere", null, "u")).Devices.Count.ShouldBe(1);
        // 20,000 entities made anew would be megabytes for one message alone.
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000).ShouldBeLessThan(16_000);
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
        using var input = new TemplateInput(System.Text.Encoding.UTF8.GetBytes(payload));
        template.Read("f", input)?.Seen().Sample.ShouldBe(expected);
    }

    [Theory]
    [InlineData("{{ value_json.a * 2 }}")]
    [InlineData("{% if value %}1{% endif %}")]
    [InlineData("{{ states('sensor.x') }}")]
    [InlineData("{{ value_json.a | default(0) | timestamp_local }}")]
    [InlineData("{{ value }} {{ value }}")]
    public void Programs_are_not(string text) => ValueTemplate.TryParse(text, out _).ShouldBeFalse();
}
