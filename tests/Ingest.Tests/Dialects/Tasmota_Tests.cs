using System.Text;
using Facilities.Mqtt;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>Payload shapes: tasmota.github.io/docs/MQTT and …/docs/Energy-Metering; the SENSOR message is a captured one from blog.mylocalbytes.com (Power Monitoring, 2022).</summary>
public sealed class Tasmota_Tests : DialectFacts
{
    internal const string Sensor = """
        {"Time":"2022-01-11T21:57:38","ENERGY":{"TotalStartTime":"2020-10-21T22:15:00","Total":3.705,"Yesterday":0.028,"Today":0.026,"Period":1,"Power":5,
        "ApparentPower":5,"ReactivePower":0,"Factor":1.00,"Voltage":233,"Current":0.021}}
        """;

    [Fact]
    public async Task An_unknown_device_waits_with_its_fields_and_their_units()
    {
        var decision = await Rig.PublishAsync("tele/plug-7/SENSOR", Sensor);
        (decision.ReasonCode, decision.Route).ShouldBe((MqttReasonCode.Success, true));
        var (key, reason, fields) = await Rig.OneStrangerAsync();
        decision.DurableAt.ShouldBe(Rig.Chunk.To.Offset);
        (key, reason).ShouldBe(("plug-7", "device-unmapped"));
        fields.ShouldBe([
            "ENERGY.Total=3.705 kWh", "ENERGY.Yesterday=0.028 kWh", "ENERGY.Today=0.026 kWh", "ENERGY.Period=1 Wh", "ENERGY.Power=5 W", "ENERGY.ApparentPower=5 VA",
            "ENERGY.ReactivePower=0 var", "ENERGY.Factor=1", "ENERGY.Voltage=233 V", "ENERGY.Current=0.021 A"]);
    }

    [Fact]
    public async Task A_mapped_device_is_telemetry_in_the_points_units_and_what_was_left_out_is_silent()
    {
        await Rig.MapAsync("tasmota", "plug-7", "light-1", Field("ENERGY.Power", "power_w"), Field("ENERGY.Current", "leak_ma"), Field("ENERGY.Total", "energy_kwh"),
            Field("ENERGY.Yesterday", ""), Field("ENERGY.Today", ""), Field("ENERGY.Period", ""), Field("ENERGY.ApparentPower", ""), Field("ENERGY.ReactivePower", ""), Field("ENERGY.Factor", ""), Field("ENERGY.Voltage", "voltage_v"));
        await Rig.PublishAsync("tele/plug-7/SENSOR", Sensor);
        (await Rig.OneReadingAsync()).ShouldBe(("light-1", new[] { "energy_kwh=3.705", "power_w=5", "voltage_v=233", "leak_ma=21" }), ThingsBoard_Tests.Same);
        Rig.Chunk.Quarantined.Count.ShouldBe(0);
        // Its Time has no zone.
        Rig.Chunk.Readings[0].Flags.ShouldBe(ReadingFlags.NoDeviceTime);
    }

    [Fact]
    public async Task Three_phases_are_three_fields()
    {
        await Rig.PublishAsync("tele/meter/SENSOR", """{"Time":"2026-11-20T10:00:00","ENERGY":{"Power":[100,200,300],"Voltage":[231,230,229]}}""");
        (await Rig.OneStrangerAsync()).Fields.ShouldBe(["ENERGY.Power.0=100 W", "ENERGY.Power.1=200 W", "ENERGY.Power.2=300 W", "ENERGY.Voltage.0=231 V", "ENERGY.Voltage.1=230 V", "ENERGY.Voltage.2=229 V"]);
    }

    [Fact]
    public async Task Fahrenheit_becomes_the_points_celsius()
    {
        await Rig.MapAsync("tasmota", "hall", "pump-1", Field("AM2301.Temperature", "room_temp_c"), Field("AM2301.Humidity", ""));
        await Rig.PublishAsync("tele/hall/SENSOR", """{"Time":"2026-11-20T10:00:00","AM2301":{"Temperature":77.0,"Humidity":40.1},"TempUnit":"F"}""");
        (await Rig.OneReadingAsync()).ShouldBe(("pump-1", new[] { "room_temp_c=25" }), ThingsBoard_Tests.Same);
    }

    /// <summary>domain.md §9: "ON"/1/true.</summary>
    [Theory]
    [InlineData("\"ON\"", 1)]
    [InlineData("\"OFF\"", 0)]
    [InlineData("1", 1)]
    [InlineData("true", 1)]
    [InlineData("\"true\"", 1)]
    [InlineData("\"0\"", 0)]
    public async Task A_switch_is_read_however_it_is_written(string written, int expected)
    {
        await Rig.MapAsync("tasmota", "plug-7", "light-1", Field("POWER", "on"));
        await Rig.PublishAsync("tele/plug-7/STATE", "{\"Time\":\"2026-11-20T10:00:00\",\"POWER\":" + written + "}");
        (await Rig.OneReadingAsync()).Values.ShouldBe([$"on={expected}"]);
    }

    [Theory]
    [InlineData("Online", false, PresenceState.Online)]
    [InlineData("Offline", true, PresenceState.Lost)]
    public async Task The_last_will_topic_is_presence(string payload, bool isWill, PresenceState expected)
    {
        await Rig.MapAsync("tasmota", "plug-7", "light-1");
        await Rig.PublishAsync("tele/plug-7/LWT", payload, retain: true, isWill: isWill);
        await Rig.ReadAsync();
        var presence = Rig.Chunk.Presences.ShouldHaveSingleItem().Record;
        (presence.Source, presence.State).ShouldBe((Rig.SourceOf("light-1"), expected));
    }

    /// <summary>domain.md §9: an open MQTT session is no proof that the sensor reports.</summary>
    [Fact]
    public async Task Being_online_is_no_reading()
    {
        await Rig.MapAsync("tasmota", "plug-7", "light-1");
        await Rig.PublishAsync("tele/plug-7/LWT", "Online");
        await Rig.ReadAsync();
        Rig.Chunk.Readings.Count.ShouldBe(0);
    }

    /// <summary>domain.md §9: GBK text.</summary>
    [Fact]
    public async Task Text_in_GBK_is_read()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
        await Rig.MapAsync("tasmota", "泵房", "pump-1", Field("压力.出口", "discharge_mpa", "kPa"));
        await Rig.PublishAsync("tele/泵房/SENSOR", gbk.GetBytes("""{"Time":"2026-11-20T10:00:00","压力":{"出口":"310"}}"""));
        (await Rig.OneReadingAsync()).ShouldBe(("pump-1", new[] { "discharge_mpa=0.31" }), ThingsBoard_Tests.Same);
    }

    [Fact]
    public async Task A_device_with_its_assets_credential_is_this_asset_and_no_other()
    {
        await Rig.PublishAsync("tele/whatever/SENSOR", """{"power_w":12}""", asset: "light-1");
        (await Rig.OneReadingAsync()).ShouldBe(("light-1", new[] { "power_w=12" }), ThingsBoard_Tests.Same);
        // And goes to no subscriber, who would take it for whatever the topic says.
        (await Rig.PublishAsync("tele/whatever/LWT", "Online", asset: "light-1")).Route.ShouldBeFalse();

        await Rig.MapAsync("tasmota", "plug-7", "pump-1", Field("ENERGY.Current", "current_a"));
        (await Rig.PublishAsync("tele/plug-7/SENSOR", Sensor, asset: "light-1")).ShouldBe(MqttPublishDecision.Reject(MqttReasonCode.NotAuthorized));
    }

    [Fact]
    public async Task A_device_that_waits_is_told_once_however_often_it_sends()
    {
        for (var i = 0; i < 50; i++) await Rig.PublishAsync("tele/plug-7/SENSOR", Sensor);
        await Rig.ReadAsync();
        Rig.Chunk.Quarantined.Count.ShouldBe(1);
        Rig.Metrics.Quarantined.ShouldBe(50);
    }

    [Fact]
    public async Task A_new_field_of_a_mapped_device_waits_and_the_rest_is_taken()
    {
        await Rig.MapAsync("tasmota", "plug-7", "light-1", Field("ENERGY.Power", "power_w"));
        await Rig.PublishAsync("tele/plug-7/SENSOR", """{"ENERGY":{"Power":5,"Voltage":233}}""");
        var (key, reason, fields) = await Rig.OneStrangerAsync();
        (key, reason).ShouldBe(("plug-7", "fields-unmapped"));
        fields.ShouldBe(["ENERGY.Voltage=233 V"]);
        Rig.Said(0).Values.ShouldBe(["power_w=5"]);
    }

    [Fact]
    public async Task A_unit_that_can_not_become_the_points_is_no_value_of_it()
    {
        await Rig.MapAsync("tasmota", "plug-7", "light-1", Field("ENERGY.Power", "energy_kwh"));
        await Rig.PublishAsync("tele/plug-7/SENSOR", """{"ENERGY":{"Power":5}}""");
        (await Rig.OneStrangerAsync()).Fields.ShouldBe(["ENERGY.Power=5 W"]);
        Rig.Chunk.Readings.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_mapping_holds_after_a_restart()
    {
        await Rig.MapAsync("tasmota", "plug-7", "light-1", Field("ENERGY.Power", "power_w"));
        await Rig.RestartAsync();
        await Rig.PublishAsync("tele/plug-7/SENSOR", """{"ENERGY":{"Power":5}}""");
        (await Rig.OneReadingAsync()).Values.ShouldBe(["power_w=5"]);
    }
}
