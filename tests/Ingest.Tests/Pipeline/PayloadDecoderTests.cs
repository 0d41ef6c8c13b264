using System.Globalization;
using System.Text;
using Facilities.Ingest.Pipeline;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Pipeline;

public sealed class PayloadDecoderTests
{
    private static readonly PointTable Points = new(
    [
        new PointDefinition { No = 1, Key = "car_speed", Kind = PointKind.Number, Unit = "m/s" },
        new PointDefinition { No = 2, Key = "trips", Kind = PointKind.Counter },
        new PointDefinition { No = 3, Key = "occupied", Kind = PointKind.Flag },
        new PointDefinition { No = 4, Key = "mode", Kind = PointKind.State, States = ["normal", "inspection", "fire"] },
    ]);

    private readonly DecodedPayload _decoded = new();

    [Fact]
    public void Reads_the_native_payload_into_point_numbers()
    {
        Decode("""{"ts":1790000000000,"values":{"car_speed":1.75,"trips":12,"occupied":true,"mode":"inspection"}}""").ShouldBe(PayloadFault.None);

        _decoded.Readings.Length.ShouldBe(1);
        _decoded.Readings[0].TimestampUnixMs.ShouldBe(1_790_000_000_000);
        Values(0).ShouldBe([new(1, 1.75), new(2, 12), new(3, 1), new(4, 1)]);
        _decoded.StrangeKeys.Length.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"values":{"car_speed":1},"ts":1790000000000}""", 1_790_000_000_000L)] // after the values
    [InlineData("""{"ts":1790000000,"values":{"car_speed":1}}""", 1_790_000_000_000L)] // seconds
    [InlineData("""{"ts":1790000000.25,"values":{"car_speed":1}}""", 1_790_000_000_250L)]
    [InlineData("""{"ts":1790000000000000,"values":{"car_speed":1}}""", 1_790_000_000_000L)] // microseconds
    [InlineData("""{"ts":"1790000000000","values":{"car_speed":1}}""", 1_790_000_000_000L)]
    [InlineData("""{"ts":"2026-09-21T14:13:20.0000000Z","values":{"car_speed":1}}""", 1_790_000_000_000L)]
    public void Understands_how_devices_write_time(string json, long expected)
    {
        Decode(json).ShouldBe(PayloadFault.None);
        _decoded.Readings[0].TimestampUnixMs.ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"values":{"car_speed":1}}""")]
    [InlineData("""{"ts":null,"values":{"car_speed":1}}""")]
    [InlineData("""{"ts":"yesterday","values":{"car_speed":1}}""")]
    [InlineData("""{"ts":{"a":[1]},"values":{"car_speed":1}}""")]
    [InlineData("""{"ts":-5,"values":{"car_speed":1}}""")]
    public void A_payload_without_a_usable_time_still_counts(string json)
    {
        Decode(json).ShouldBe(PayloadFault.None);
        _decoded.Readings[0].TimestampUnixMs.ShouldBeNull();
        Values(0).ShouldBe([new(1, 1)]);
    }

    [Theory]
    [InlineData("car_speed", "\"1.5\"", 1.5)]
    [InlineData("car_speed", "\" 1.5 \"", 1.5)]
    [InlineData("car_speed", "1e2", 100)]
    [InlineData("car_speed", "true", 1)]
    [InlineData("car_speed", "null", double.NaN)]
    [InlineData("car_speed", "\"NaN\"", double.NaN)]
    [InlineData("car_speed", "\"nan\"", double.NaN)]
    [InlineData("car_speed", "\"\"", double.NaN)]
    [InlineData("car_speed", "\"unavailable\"", double.NaN)]
    [InlineData("car_speed", "1e999", double.NaN)]
    [InlineData("occupied", "\"ON\"", 1)]
    [InlineData("occupied", "\"off\"", 0)]
    [InlineData("occupied", "1", 1)]
    [InlineData("occupied", "0", 0)]
    [InlineData("occupied", "\"1\"", 1)]
    [InlineData("occupied", "\"True\"", 1)]
    [InlineData("mode", "\"FIRE\"", 2)]
    [InlineData("mode", "1", 1)]
    [InlineData("mode", "\"1\"", 1)]
    public void Reads_values_as_real_devices_write_them(string key, string json, double expected)
    {
        Decode($$$"""{"ts":1790000000000,"values":{"{{{key}}}":{{{json}}}}}""").ShouldBe(PayloadFault.None);
        Values(0).ShouldHaveSingleItem().Value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("car_speed", "\"fast\"", true)]
    [InlineData("car_speed", "[1,2]", true)]
    [InlineData("car_speed", "{\"a\":1}", true)]
    [InlineData("mode", "\"flying\"", true)]
    [InlineData("mode", "7", true)]
    [InlineData("colour", "3", false)]
    [InlineData("\\u0063olour", "3", false)]
    public void A_strange_key_is_noted_and_the_rest_kept(string key, string json, bool isPoint)
    {
        var payload = $$$"""{"ts":1790000000000,"values":{"trips":4,"{{{key}}}":{{{json}}},"occupied":1}}""";
        Decode(payload).ShouldBe(PayloadFault.None);

        Values(0).ShouldBe([new(2, 4), new(3, 1)]);
        var strange = _decoded.StrangeKeys.ToArray().ShouldHaveSingleItem();
        strange.IsPoint.ShouldBe(isPoint);
        payload.Substring(strange.Offset, strange.Length).ShouldBe(key);
    }

    [Fact]
    public void Reads_an_array_of_buffered_readings()
    {
        Decode("""[{"ts":1790000000000,"values":{"trips":1}},{"ts":1790000060000,"values":{"trips":2,"occupied":0}}]""").ShouldBe(PayloadFault.None);

        _decoded.Readings.Length.ShouldBe(2);
        Values(0).ShouldBe([new(2, 1)]);
        Values(1).ShouldBe([new(2, 2), new(3, 0)]);
    }

    [Fact]
    public void One_bad_reading_refuses_the_whole_array()
    {
        Decode("""[{"ts":1790000000000,"values":{"trips":1}},{"ts":1790000060000}]""").ShouldBe(PayloadFault.NoValues);
    }

    [Theory]
    [InlineData("", "Empty")]
    [InlineData("21.5", "NotAnObject")]
    [InlineData("\"hello\"", "NotAnObject")]
    [InlineData("hello", "NotJson")]
    [InlineData("{", "NotJson")]
    [InlineData("""{"ts":1,"values":{"trips":1}""", "NotJson")]
    [InlineData("""{"ts":1,"values":{"trips":1}} tail""", "NotJson")]
    [InlineData("""{"ts":1,"values":{"trips":NaN}}""", "NotJson")]
    [InlineData("""{"car_speed":1}""", "NoValues")]
    [InlineData("""{"ts":1,"values":7}""", "NoValues")]
    [InlineData("[]", "NoValues")]
    [InlineData("[3]", "NotAnObject")]
    public void Says_why_a_payload_is_unreadable(string payload, string fault)
    {
        // Twice: a failure must leave nothing behind.
        Decode(payload).ToString().ShouldBe(fault);
        Decode(payload).ToString().ShouldBe(fault);
    }

    [Fact]
    public void Text_in_GBK_is_named_as_such_and_not_as_broken_JSON()
    {
        byte[] gbk = [.. "{\"ts\":1,\"values\":{\"mode\":\""u8, 0xD5, 0xFD, 0xB3, 0xA3, .. "\"}}"u8]; // 正常
        PayloadDecoder.Decode(gbk, Points, _decoded).ShouldBe(PayloadFault.NotUtf8);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        byte[] payload = [0xEF, 0xBB, 0xBF, .. "{\"values\":{\"x\":1,\"trips\":1}}"u8];
        PayloadDecoder.Decode(payload, Points, _decoded).ShouldBe(PayloadFault.None);
        Values(0).ShouldBe([new(2, 1)]);
        var strange = _decoded.StrangeKeys[0];
        Encoding.UTF8.GetString(payload, strange.Offset, strange.Length).ShouldBe("x");
    }

    [Fact]
    public void A_mebibyte_of_garbage_is_refused()
    {
        var garbage = new byte[1 << 20];
        new Random(7).NextBytes(garbage);
        PayloadDecoder.Decode(garbage, Points, _decoded).ShouldBe(PayloadFault.NotUtf8);
        PayloadDecoder.Decode(Encoding.UTF8.GetBytes(new string('[', 1 << 20)), Points, _decoded).ShouldBeOneOf(PayloadFault.NotJson, PayloadFault.NotAnObject);
    }

    [Fact]
    public void No_bytes_crash_the_decoder()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var good = """[{"ts":1790000000000,"values":{"car_speed":1.75,"trips":"12","occupied":true,"mode":"fire","x":{"y":[1]}}}]"""u8.ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = good.AsSpan(0, random.Next(good.Length + 1)).ToArray();
            for (var flips = random.Next(4); flips > 0 && bytes.Length > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Should.NotThrow(() => PayloadDecoder.Decode(bytes, Points, _decoded), string.Create(CultureInfo.InvariantCulture, $"seed {seed}, round {round}"));
        }
    }

    [Fact]
    public void A_payload_with_more_than_a_message_may_hold_is_refused()
    {
        var json = new StringBuilder("[");
        for (var i = 0; i <= DecodedPayload.MaximumReadings; i++) json.Append(i == 0 ? "" : ",").Append("""{"values":{"trips":1}}""");
        Decode(json.Append(']').ToString()).ShouldBe(PayloadFault.TooMuch);
    }

    [Fact]
    public void Decoding_allocates_nothing_once_warm()
    {
        var payload = """{"ts":1790000000000,"values":{"car_speed":1.75,"trips":"12","occupied":"ON","mode":"fire","colour":3}}"""u8.ToArray();
        for (var i = 0; i < 100; i++) PayloadDecoder.Decode(payload, Points, _decoded);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) PayloadDecoder.Decode(payload, Points, _decoded);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private PayloadFault Decode(string json) => PayloadDecoder.Decode(Encoding.UTF8.GetBytes(json), Points, _decoded);

    private PointValue[] Values(int reading) => _decoded.Values(_decoded.Readings[reading]).ToArray();
}
