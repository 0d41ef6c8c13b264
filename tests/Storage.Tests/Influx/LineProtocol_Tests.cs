using System.Globalization;
using System.Text;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Storage.Tests.Influx;

public sealed class LineProtocol_Tests
{
    [Fact]
    public void A_reading_is_one_line_with_a_float_per_point()
    {
        var lines = Encode(new SourceId(7), 1_767_225_600_000, 1_767_225_600_020, ReadingFlags.Retained, new(1, 1.5), new(2, -3));

        lines.ShouldBe("""elevator,site=玉兰\ 苑\,"A"\='1',asset=e-7 speed=1.5,load\ kg=-3,Rx=5124i 1767225600000""" + "\n");
    }

    [Fact]
    public void What_a_float_field_cannot_hold_stands_beside_a_sentinel()
    {
        var lines = Encode(new SourceId(7), 1000, 1000, ReadingFlags.None, new(1, double.NaN), new(2, double.PositiveInfinity));

        lines.ShouldEndWith(" speed=-4203202520262017.5,X_speed=-2251799813685248i,load\\ kg=-4203202520262017.5,X_load\\ kg=9218868437227405312i,Rx=0i 1000\n");
    }

    [Fact]
    public void A_point_without_a_name_has_its_number_and_one_with_a_name_of_ours_a_prefix()
    {
        var lines = Encode(new SourceId(7), 1000, 990, ReadingFlags.None, new(17, 1), new(3, 2), new(5, 3), new(900, 4));

        lines.ShouldEndWith(" N_17=1,P_X_odd=2,P_time=3,door\\,state\\==4,Rx=-2560i 1000\n");
    }

    [Fact]
    public void A_source_without_a_name_has_its_number() =>
        Encode(new SourceId(4), 1000, 1000, ReadingFlags.None, new PointValue(2, 1)).ShouldBe("unnamed,site=-,asset=4 N_2=1,Rx=0i 1000\n");

    [Fact]
    public void Field_names_are_found_again()
    {
        var names = new TestNames();
        names.TryGet(new SourceId(1), out var name);
        var fields = new FieldNames(name!.Points);
        foreach (var point in (ushort[])[1, 2, 3, 5, 17, 900])
        {
            fields.TryGetPoint(fields.KeyOf(point), out var found).ShouldBeTrue();
            found.ShouldBe(point);
            fields.TryGetPoint(FieldNames.FloatPrefix + fields.KeyOf(point), out found).ShouldBeTrue();
            found.ShouldBe(point);
            fields.TryGetPoint(FieldNames.BitsPrefix + fields.KeyOf(point), out _).ShouldBeFalse();
        }

        fields.TryGetPoint(FieldNames.Received, out _).ShouldBeFalse();
        fields.TryGetPoint("somebody else's", out _).ShouldBeFalse();
    }

    [Fact]
    public void Numbers_come_back_bit_for_bit()
    {
        var random = new Random(7);
        double[] edges =
        [
            0, -0.0, 1, -1, 0.1 + 0.2, 1e-7, 0.0001, 0.00005, -0.5, 9_999_999_999.9999, 1e10, 1e15, 1e22, double.MaxValue, double.MinValue, double.Epsilon, Math.PI, 1L << 53, long.MinValue,
        ];
        var some = Enumerable.Range(0, 20_000).Select(i => (i % 5) switch
        {
            0 => Math.Round(random.NextDouble() * 1000, random.Next(0, 6)),
            1 => -Math.Round(random.NextDouble(), 4),
            2 => random.Next(),
            3 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            _ => random.NextDouble() * 1e10,
        }).Where(double.IsFinite);
        Span<byte> bytes = stackalloc byte[LineProtocol.LongestNumber];
        foreach (var value in edges.Concat(some))
        {
            var text = Encoding.ASCII.GetString(bytes[..LineProtocol.WriteNumber(bytes, value)]);
            BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)).ShouldBe(BitConverter.DoubleToInt64Bits(value), text);
        }
    }

    [Fact]
    public void Encoding_allocates_nothing_once_the_names_are_known()
    {
        var encoder = new LineEncoder(new TestNames(), new FieldNamesByType());
        var lines = new LineBuffer();
        var batch = new ReadingBatch();
        for (var i = 0; i < 200; i++) batch.Add(new SourceId(i % 3 + 1), i * 1000, i * 1000, ReadingFlags.None, [new(1, i / 4.0), new(2, i), new(3, double.NaN)]);
        for (var round = 0; round < 3; round++) AddAll();

        var before = GC.GetAllocatedBytesForCurrentThread();
        AddAll();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void AddAll()
        {
            lines.Clear();
            for (var i = 0; i < batch.Count; i++) encoder.Add(batch[i], lines);
        }
    }

    [Fact]
    public void A_series_key_is_taken_apart_whatever_its_words_hold()
    {
        KnownSources.TryParseKey("""elevator,asset=e-7,site=玉兰\ 苑\,"A"\='1'""", out var measurement, out var site, out var asset).ShouldBeTrue();
        (measurement, site, asset).ShouldBe(("elevator", TestNames.Site, "e-7"));
        KnownSources.TryParseKey("cpu,host=a", out _, out _, out _).ShouldBeFalse();
        KnownSources.TryParseKey("cpu", out _, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Names_cannot_end_their_quotes()
    {
        InfluxQl.Name("a\"; DROP DATABASE x\\").ShouldBe("\"a\\\"; DROP DATABASE x\\\\\"");
        InfluxQl.Text("o'neil\\").ShouldBe(@"'o\'neil\\'");
    }

    private static string Encode(SourceId source, long eventMs, long receiveMs, ReadingFlags flags, params PointValue[] values)
    {
        var batch = new ReadingBatch();
        batch.Add(source, eventMs, receiveMs, flags, values);
        var lines = new LineBuffer();
        new LineEncoder(new TestNames(), new FieldNamesByType()).Add(batch[0], lines);
        return Encoding.UTF8.GetString(lines.Bytes(0, 1).Span);
    }
}
