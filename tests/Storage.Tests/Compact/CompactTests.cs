using Facilities.Storage.Compact;

namespace Facilities.Storage.Tests.Compact;

public sealed class CompactTests
{
    public static TheoryData<string, double[]> Columns => new()
    {
        { "constant", Enumerable.Repeat(23.4, 240).ToArray() },
        { "flags", Enumerable.Range(0, 240).Select(i => (double)(i % 7 == 0 ? 1 : 0)).ToArray() },
        { "counter", Enumerable.Range(0, 240).Select(i => 1_000_000.0 + i * 3).ToArray() },
        { "walk", Walk(1, 0.1, 1) },
        { "places that grow", [1, 1.5, 1.25, 1.125, -3.0625, 0.000001, 7] },
        { "NaN among decimals", Enumerable.Range(0, 100).Select(i => i % 20 == 0 ? double.NaN : i / 10.0).ToArray() },
        { "minus zero", [0, -0.0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] },
        { "only NaN", [double.NaN, double.NaN, double.NaN] },
        { "irrational", Enumerable.Range(0, 240).Select(i => Math.Sin(i / 10.0)).ToArray() },
        { "extremes", [double.MaxValue, double.MinValue, double.Epsilon, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1e300] },
        { "one", [3.25] },
        { "large numbers then places", [1e15, 0.5, 1e14, 0.25] },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void A_column_comes_back_bit_for_bit(string name, double[] values)
    {
        var decoded = RoundTrip(values, out _);
        decoded.Select(BitConverter.DoubleToInt64Bits).ShouldBe(values.Select(BitConverter.DoubleToInt64Bits), name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_columns_come_back_bit_for_bit(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var places = random.Next(0, 9);
            var spoilt = random.Next(0, 12);
            var values = Enumerable.Range(0, random.Next(1, 600)).Select(_ =>
                random.Next(100) < spoilt ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) : Math.Round(random.NextDouble() * 1000, places)).ToArray();
            RoundTrip(values, out _).Select(BitConverter.DoubleToInt64Bits).ShouldBe(values.Select(BitConverter.DoubleToInt64Bits), $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void Decimals_and_flags_take_little_room()
    {
        RoundTrip(Enumerable.Repeat(1.0, 240).ToArray(), out var constant);
        constant.ShouldBeLessThan(16);
        RoundTrip(Enumerable.Range(0, 240).Select(i => (double)(i & 1)).ToArray(), out var flags);
        flags.ShouldBeLessThan(50);
        RoundTrip(Walk(3, 0.1, 1), out var walk);
        walk.ShouldBeLessThan(240);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_whole_numbers_come_back_whatever_their_order(int seed)
    {
        var random = new Random(seed);
        var scratch = new ulong[1024];
        for (var round = 0; round < 300; round++)
        {
            var range = 1L << random.Next(0, 63);
            var at = random.NextInt64(long.MinValue, long.MaxValue);
            var step = random.NextInt64(-range, range);
            var values = Enumerable.Range(0, random.Next(1, 500))
                .Select(i => unchecked(at + i * step + random.NextInt64(-range, range))).ToArray();
            var buffer = new byte[IntegerColumn.MaximumLength(values.Length)];
            var writer = new SpanWriter(buffer);
            IntegerColumn.Write(ref writer, values, scratch);
            var reader = new SpanReader(writer.Written);
            var decoded = new long[values.Length];
            IntegerColumn.Read(ref reader, decoded, scratch);
            decoded.ShouldBe(values, $"seed {seed}, round {round}");
            reader.Remaining.ShouldBe(0);
        }
    }

    [Fact]
    public void The_checksum_is_that_of_the_RFC()
    {
        // RFC 3720, appendix B.4: 32 bytes of zeros, of ones, and 0 … 31; and the usual check value.
        Crc32C.Compute(new byte[32]).ShouldBe(0x8A9136AAu);
        Crc32C.Compute(Enumerable.Repeat((byte)0xFF, 32).ToArray()).ShouldBe(0x62A8AB43u);
        Crc32C.Compute(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()).ShouldBe(0x46DD794Eu);
        Crc32C.Compute("123456789"u8).ShouldBe(0xE3069283u);
    }

    [Fact]
    public void A_single_value_takes_no_more_bytes_than_it_needs()
    {
        Length(0).ShouldBe(2);
        Length(23.4).ShouldBe(3);
        Length(double.NaN).ShouldBe(1);
        Length(-0.0).ShouldBe(5);
        Length(1.0 / 3).ShouldBe(9);

        static int Length(double value)
        {
            var writer = new SpanWriter(new byte[16]);
            CompactValue.Write(ref writer, value);
            var reader = new SpanReader(writer.Written);
            BitConverter.DoubleToInt64Bits(CompactValue.Read(ref reader)).ShouldBe(BitConverter.DoubleToInt64Bits(value));
            return writer.Position;
        }
    }

    private static double[] Walk(int seed, double step, int places)
    {
        var random = new Random(seed);
        var at = 40.0;
        return Enumerable.Range(0, 240).Select(_ => Math.Round(at += random.Next(-3, 4) * step, places)).ToArray();
    }

    private static double[] RoundTrip(double[] values, out int length)
    {
        var mantissas = new long[1024];
        var scratch = new ulong[1024];
        var writer = new SpanWriter(new byte[ValueColumn.MaximumLength(values.Length)]);
        ValueColumn.Write(ref writer, values, mantissas, scratch);
        length = writer.Position;
        var reader = new SpanReader(writer.Written);
        var decoded = new double[values.Length];
        ValueColumn.Read(ref reader, decoded, mantissas, scratch);
        reader.Remaining.ShouldBe(0);
        return decoded;
    }
}
