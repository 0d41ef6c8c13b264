using Facilities.Mqtt;
using Facilities.Storage.Journal;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>Payload shapes: thingsboard.io/docs/reference/mqtt-api ("Telemetry upload API") and …/reference/gateway-mqtt-api.</summary>
public sealed class ThingsBoard_Tests : DialectFacts
{
    [Theory]
    [InlineData("v1/devices/me/telemetry")]
    [InlineData("v2/t")]
    [InlineData("v1/devices/me/attributes")]
    public async Task A_device_is_the_asset_of_its_credential_and_its_points_need_no_mapping(string topic)
    {
        var decision = await Rig.PublishAsync(topic, """{"discharge_mpa":0.31, "run":"ON"}""", asset: "pump-1");
        decision.ReasonCode.ShouldBe(MqttReasonCode.Success);
        // The topic is every device's own: another one must not hear it.
        decision.Route.ShouldBeFalse();
        (await Rig.OneReadingAsync()).ShouldBe(("pump-1", new[] { "discharge_mpa=0.31", "run=1" }), Same);
        decision.DurableAt.ShouldBe(Rig.Chunk.To.Offset);
        Rig.Chunk.Readings[0].Flags.ShouldBe(ReadingFlags.NoDeviceTime);
    }

    [Fact]
    public async Task Client_side_timestamps_are_kept_one_reading_each()
    {
        var time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 60_000;
        await Rig.PublishAsync("v1/devices/me/telemetry", $$$"""[{"ts":{{{time}}},"values":{"run":true}},{"ts":{{{time + 1000}}},"values":{"run":false}}]""", asset: "pump-1");
        await Rig.ReadAsync();
        Rig.Chunk.Readings.Count.ShouldBe(2);
        (Rig.Chunk.Readings[0].EventTimeUnixMs, Rig.Chunk.Readings[1].EventTimeUnixMs).ShouldBe((time, time + 1000));
    }

    /// <summary>domain.md §9: seconds vs ms; a clock in 1970.</summary>
    [Fact]
    public async Task Seconds_are_told_from_milliseconds_and_1970_is_no_time()
    {
        var seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 60;
        await Rig.PublishAsync("v1/devices/me/telemetry", $$$"""[{"ts":{{{seconds}}},"values":{"run":1}},{"ts":86400,"values":{"run":1}}]""", asset: "pump-1");
        await Rig.ReadAsync();
        Rig.Chunk.Readings[0].EventTimeUnixMs.ShouldBe(seconds * 1000);
        (Rig.Chunk.Readings[1].Flags, Rig.Chunk.Readings[1].EventTimeUnixMs).ShouldBe((ReadingFlags.NoDeviceTime, Rig.Chunk.Readings[1].ReceiveTimeUnixMs));
    }

    [Fact]
    public async Task A_gateway_speaks_for_devices_of_its_site_and_who_is_unknown_waits()
    {
        var time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 1000;
        await Rig.PublishAsync("v1/gateway/telemetry", $$$"""
            {"pump-1":[{"ts":{{{time}}},"values":{"discharge_mpa":"0.42"}}],"light-1":[{"ts":{{{time}}},"values":{"power_w":80}}],"Device C":[{"ts":{{{time}}},"values":{"temperature":42}}]}
            """);
        await Rig.ReadAsync();
        Rig.Said(0).ShouldBe(("pump-1", new[] { "discharge_mpa=0.42" }), Same);
        Rig.Said(1).ShouldBe(("light-1", new[] { "power_w=80" }), Same);
        Rig.Chunk.Quarantined.ShouldHaveSingleItem().Record.DeviceKey.ShouldBe("Device C");
    }

    [Theory]
    [InlineData("v1/gateway/connect", PresenceState.Online)]
    [InlineData("v1/gateway/disconnect", PresenceState.Offline)]
    public async Task Connect_and_disconnect_are_presence(string topic, PresenceState expected)
    {
        await Rig.PublishAsync(topic, """{"device":"pump-1"}""");
        await Rig.ReadAsync();
        var presence = Rig.Chunk.Presences.ShouldHaveSingleItem().Record;
        (presence.Source, presence.State).ShouldBe((Rig.SourceOf("pump-1"), expected));
    }

    [Fact]
    public async Task A_device_is_no_gateway()
    {
        var decision = await Rig.PublishAsync("v1/gateway/telemetry", """{"light-1":[{"values":{"power_w":80}}]}""", asset: "pump-1");
        decision.ShouldBe(MqttPublishDecision.Reject(MqttReasonCode.NotAuthorized));
        Rig.Metrics.Refused.ShouldBe(1);
    }

    [Fact]
    public async Task A_gateway_of_another_site_reaches_no_asset_of_this_one()
    {
        await Rig.MapAsync("thingsboard", "Device A", "pump-1", Field("p", "discharge_mpa"));
        await Rig.PublishAsync("v1/gateway/telemetry", """{"Device A":[{"values":{"p":0.3}}],"pump-1":[{"values":{"discharge_mpa":0.3}}]}""", site: "baihua");
        await Rig.ReadAsync();
        Rig.Chunk.Readings.Count.ShouldBe(0);
        Rig.Chunk.Quarantined.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nested_values_are_found_by_their_path()
    {
        await Rig.MapAsync("thingsboard", "Device A", "pump-1", Field("out.pressure", "discharge_mpa", "kPa"));
        await Rig.PublishAsync("v1/gateway/telemetry", """{"Device A":[{"values":{"out":{"pressure":310}}}]}""");
        (await Rig.OneReadingAsync()).ShouldBe(("pump-1", new[] { "discharge_mpa=0.31" }), Same);
    }

    [Fact]
    public async Task Garbage_is_rejected_and_kept()
    {
        (await Rig.PublishAsync("v1/devices/me/telemetry", "garbage", asset: "pump-1")).ReasonCode.ShouldBe(MqttReasonCode.PayloadFormatInvalid);
        await Rig.ReadAsync();
        Rig.Chunk.Rejects.ShouldHaveSingleItem().Record.Reason.ShouldBe("payload-not-json");
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udfff":1}""")]
    public async Task Half_a_character_is_rejected_not_thrown(string payload) =>
        (await Rig.PublishAsync("v1/devices/me/telemetry", payload, asset: "pump-1")).ReasonCode.ShouldBe(MqttReasonCode.PayloadFormatInvalid);

    [Fact]
    public async Task Requests_of_its_clients_are_taken_in_silence()
    {
        (await Rig.PublishAsync("v1/devices/me/attributes/request/1", """{"clientKeys":"a"}""", asset: "pump-1")).ShouldBe(MqttPublishDecision.Accept(0) with { Audience = "yulan" });
        await Rig.ReadAsync();
        (Rig.Chunk.Readings.Count, Rig.Chunk.Quarantined.Count, Rig.Chunk.Rejects.Count).ShouldBe((0, 0, 0));
    }

    internal static readonly IEqualityComparer<(string Asset, string[] Values)> Same =
        EqualityComparer<(string Asset, string[] Values)>.Create(static (x, y) => x.Asset == y.Asset && x.Values.SequenceEqual(y.Values), static _ => 0);
}
