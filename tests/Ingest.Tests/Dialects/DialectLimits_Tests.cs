using System.Globalization;
using System.Text;
using System.Text.Json;
using Facilities.Ingest.Dialects;
using Facilities.Ingest.Pipeline;
using Facilities.Ingest.Tests.Pipeline;
using Facilities.Mqtt;
using Facilities.Storage.Journal;
using Facilities.Storage.Relational.Intake;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>What one message or one credential may cost, and that each message is answered.</summary>
public sealed class DialectLimits_Tests : DialectFacts
{
    [Theory]
    [InlineData("array")]
    [InlineData("object")]
    [InlineData("empties")]
    public void A_long_name_is_not_repeated_for_each_value_below_it(string kind)
    {
        var name = new string('k', 500_000);
        var json = kind switch
        {
            "array" => $"{{\"{name}\":[{string.Join(',', Enumerable.Repeat("0", 250_000))}],\"a\":1}}",
            "object" => $"{{\"{name}\":{{{string.Join(',', Enumerable.Range(0, 50_000).Select(static i => $"\"{i}\":0"))}}},\"a\":1}}",
            _ => $"{{\"{new string('k', 100)}\":[{string.Join(',', Enumerable.Repeat("[]", 300_000))}],\"a\":1}}",
        };
        using var document = JsonDocument.Parse(json);
        var fields = new List<FieldValue>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        JsonPayload.Flatten(document.RootElement, "", fields);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8 << 20);
        fields.ShouldHaveSingleItem().Field.ShouldBe("a");
    }

    [Fact]
    public void Values_end_at_their_limit_and_a_path_of_128_characters_is_one()
    {
        using var many = JsonDocument.Parse($"{{\"a\":[{string.Join(',', Enumerable.Repeat("1", 5_000))}]}}");
        var fields = new List<FieldValue>();
        JsonPayload.Flatten(many.RootElement, "", fields);
        (fields.Count, fields[^1].Field).ShouldBe((DeviceReading.MostFields, "a.1999"));

        var name = new string('k', QuarantineSample.LongestField - 2);
        using var longest = JsonDocument.Parse($"{{\"{name}\":{{\"a\":1,\"bb\":2}},\"x{name}kk\":3}}");
        fields.Clear();
        JsonPayload.Flatten(longest.RootElement, "", fields);
        fields.ShouldHaveSingleItem().Field.ShouldBe($"{name}.a");
        JsonPayload.Flatten(longest.RootElement, new string('p', 129), fields);
        fields.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(513, "")]
    [InlineData(1_100_000, "")]
    [InlineData(3, "\\u0000")]
    public async Task A_device_name_that_can_not_be_stored_is_rejected_before_anything_is_taken(int length, string end)
    {
        var name = new string('d', length) + end;
        var decision = await Rig.PublishAsync("v1/gateway/telemetry", $$$"""{"pump-1":[{"values":{"discharge_mpa":0.3}}],"{{{name}}}":[{"values":{"x":1}}]}""");
        decision.ReasonCode.ShouldBe(MqttReasonCode.PayloadFormatInvalid);
        await Rig.ReadAsync();
        Rig.Chunk.Rejects.ShouldHaveSingleItem().Record.Reason.ShouldBe("device-name-unusable");
        decision.DurableAt.ShouldBe(Rig.Chunk.To.Offset);
        (Rig.Chunk.Readings.Count, Rig.Chunk.Quarantined.Count, Rig.Metrics.Rejected).ShouldBe((0, 0, 1));
    }

    [Fact]
    public async Task A_name_of_512_characters_waits()
    {
        (await Rig.PublishAsync("v1/gateway/telemetry", $$$"""{"{{{new string('d', 512)}}}":[{"values":{"x":1}}]}""")).ReasonCode.ShouldBe(MqttReasonCode.Success);
        await Rig.ReadAsync();
        Rig.Chunk.Quarantined.ShouldHaveSingleItem().Record.DeviceKey.Length.ShouldBe(512);
    }

    [Theory]
    [InlineData("tele/SENSOR")]
    [InlineData("tele/STATE")]
    [InlineData("tele/LWT")]
    [InlineData("tele//SENSOR")]
    public async Task A_topic_without_a_device_is_only_routed(string topic) => (await Rig.PublishAsync(topic, """{"POWER":"ON"}""")).ShouldBe(MqttPublishDecision.RouteOnly with { Audience = "yulan" });

    [Fact]
    public async Task A_dialect_that_fails_is_a_reject_not_the_end_of_the_connection()
    {
        var session = new FakeSession(new ClientGrant("yulan", null, TimeProvider.System));
        var message = new MqttPublish("x/y"u8.ToArray(), "?"u8.ToArray(), MqttQualityOfService.AtLeastOnce, Retain: false, Duplicate: false, PacketIdentifier: 1, PropertyBytes: default);
        var decision = await Rig.Intake.TakeAsync(session, (ClientGrant)session.State!, new Failing(), "x/y", message, default);
        decision.ReasonCode.ShouldBe(MqttReasonCode.PayloadFormatInvalid);
        await Rig.ReadAsync();
        var record = Rig.Chunk.Rejects.ShouldHaveSingleItem().Record;
        (record.Reason, record.Topic, Rig.Metrics.Rejected).ShouldBe(("dialect-failed", "x/y", 1));
        decision.DurableAt.ShouldBe(Rig.Chunk.To.Offset);
    }

    [Fact]
    public async Task Two_devices_may_send_4096_readings_each()
    {
        (await Rig.PublishAsync("v1/gateway/telemetry", Gateway(2, 4_096))).ReasonCode.ShouldBe(MqttReasonCode.Success);
        Rig.Metrics.Quarantined.ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 4_097)]
    [InlineData(2_001, 1)]
    [InlineData(5, 4_096)]
    public async Task More_readings_or_devices_than_that_are_rejected(int devices, int readings)
    {
        (await Rig.PublishAsync("v1/gateway/telemetry", Gateway(devices, readings))).ReasonCode.ShouldBe(MqttReasonCode.PayloadFormatInvalid);
        await Rig.ReadAsync();
        Rig.Chunk.Rejects.ShouldHaveSingleItem().Record.Reason.ShouldBe("payload-too-large");
    }

    [Fact]
    public async Task One_assets_credential_is_remembered_up_to_its_limit_and_hears_of_the_rest()
    {
        var decision = await Rig.PublishAsync("zigbee2mqtt/bridge/devices", Bridge(DialectState.MostOfAsset + 3), asset: "light-1");
        decision.ReasonCode.ShouldBe(MqttReasonCode.QuotaExceeded);
        await Rig.ReadAsync();
        var record = Rig.Chunk.Rejects.ShouldHaveSingleItem().Record;
        (record.Reason, record.Detail, Rig.Metrics.Rejected).ShouldBe(("dialect-state-full", "3", 1));
        decision.DurableAt.ShouldBe(Rig.Chunk.To.Offset);
        Rig.Memory.Of("zigbee2mqtt").Count().ShouldBe(DialectState.MostOfAsset);
        // The gateway's units have room of their own.
        (await Rig.PublishAsync("zigbee2mqtt/bridge/devices", Bridge(100))).ReasonCode.ShouldBe(MqttReasonCode.Success);
    }

    [Fact]
    public async Task The_same_device_twice_in_one_message_is_the_later_one()
    {
        var one = Bridge(1)[1..^1];
        (await Rig.PublishAsync("zigbee2mqtt/bridge/devices", $"[{one},{one.Replace("°C", "°F", StringComparison.Ordinal)}]")).ReasonCode.ShouldBe(MqttReasonCode.Success);
        await Rig.PublishAsync("zigbee2mqtt/d0", """{"t":70}""");
        (await Rig.OneStrangerAsync()).Fields.ShouldBe(["t=70 °F"]);
    }

    [Theory]
    [InlineData("zigbee2mqtt/bridge/devices", """[{"friendly_name":"a\u0000b","definition":{"exposes":[{"property":"t","unit":"V"}]}}]""")]
    public async Task A_fact_whose_name_can_not_be_stored_is_left_out_and_told(string topic, string payload)
    {
        (await Rig.PublishAsync(topic, payload)).ReasonCode.ShouldBe(MqttReasonCode.QuotaExceeded);
        Rig.Memory.Of("zigbee2mqtt").ShouldBeEmpty();
    }

    [Fact]
    public async Task One_assets_credential_speaks_for_no_other_device_unless_somebody_said_that_it_is_this_asset()
    {
        (await Rig.PublishAsync("zigbee2mqtt/cabinet", """{"contact":true}""", asset: "light-1")).ShouldBe(MqttPublishDecision.Reject(MqttReasonCode.NotAuthorized));
        await Rig.ReadAsync();
        (Rig.Chunk.Quarantined.Count, Rig.Metrics.Refused).ShouldBe((0, 1));
        await Rig.MapAsync("zigbee2mqtt", "cabinet", "light-1", Field("contact", "cabinet_open"));
        (await Rig.PublishAsync("zigbee2mqtt/cabinet", """{"contact":true}""", asset: "light-1")).ReasonCode.ShouldBe(MqttReasonCode.Success);
        (await Rig.OneReadingAsync()).Values.ShouldBe(["cabinet_open=1"]);
    }

    private static string Bridge(int devices) => $"[{string.Join(',', Enumerable.Range(0, devices).Select(static i =>
        $$$$"""{"friendly_name":"d{{{{i}}}}","definition":{"exposes":[{"property":"t","unit":"°C"}]}}"""))}]";

    private static string Gateway(int devices, int readings)
    {
        var text = new StringBuilder("{");
        for (var device = 0; device < devices; device++)
            text.Append(device == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"\"d{device}\":[").AppendJoin(',', Enumerable.Repeat("""{"a":1}""", readings)).Append(']');
        return text.Append('}').ToString();
    }

    private sealed class Failing : IDialect
    {
        public string Key => "failing";

        public bool Claims(string topic) => true;

        public DialectOutcome Read(DialectMessage message) => throw new ArgumentOutOfRangeException(nameof(message));
    }
}
