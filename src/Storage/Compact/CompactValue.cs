namespace Facilities.Storage.Compact;

/// <summary>
/// A double in as few bytes as bring it back bit for bit. Devices send decimals, so most values are a small integer over a power of ten:
/// 23.4 is 234 with one decimal, three bytes with its tag instead of nine. The tag has three bits and travels with something else:
/// <code>
///   0      eight bytes, the bits themselves
///   1      four bytes, a single that widens to exactly this double
///   2..6   zigzag varint m, the value is m / 10^(tag - 2)
///   7      nothing, the usual NaN
/// </code>
/// </summary>
internal static class CompactValue
{
    public const int TagBits = 3;
    public const int LongestBody = 8;
    public const int MostDecimals = 4;

    private const int TagBits64 = 0;
    private const int TagSingle = 1;
    private const int TagInteger = 2;
    private const int TagNaN = 7;

    // Below this an integer's varint has at most seven bytes and m / 10^k is a single correctly rounded division.
    private const double LargestMantissa = 1L << 48;

    private static readonly long NaNBits = BitConverter.DoubleToInt64Bits(double.NaN);

    private static readonly double[] PowersOfTen = [1, 10, 100, 1000, 10000];

    /// <summary>Finds the shortest form: its tag, and its body as <paramref name="bits"/> (mantissa zigzagged, or raw bits).</summary>
    public static int Choose(double value, out ulong bits)
    {
        for (var decimals = 0; decimals <= MostDecimals; decimals++)
        {
            var scaled = value * PowersOfTen[decimals];
            if (!(Math.Abs(scaled) < LargestMantissa)) break;
            var mantissa = (long)Math.Round(scaled);
            if (BitConverter.DoubleToInt64Bits(mantissa / PowersOfTen[decimals]) != BitConverter.DoubleToInt64Bits(value)) continue;
            bits = Zigzag.Encode(mantissa);
            return TagInteger + decimals;
        }

        var raw = BitConverter.DoubleToInt64Bits(value);
        if (raw == NaNBits)
        {
            bits = 0;
            return TagNaN;
        }

        var single = (float)value;
        if (!double.IsNaN(value) && BitConverter.DoubleToInt64Bits(single) == raw)
        {
            bits = BitConverter.SingleToUInt32Bits(single);
            return TagSingle;
        }

        bits = (ulong)raw;
        return TagBits64;
    }

    public static void WriteBody(ref SpanWriter writer, int tag, ulong bits)
    {
        switch (tag)
        {
            case TagBits64: writer.WriteUInt64(bits); break;
            case TagSingle: writer.WriteUInt32((uint)bits); break;
            case TagNaN: break;
            default: writer.WriteVarint(bits); break;
        }
    }

    public static double ReadBody(ref SpanReader reader, int tag) => tag switch
    {
        TagBits64 => BitConverter.UInt64BitsToDouble(reader.ReadUInt64()),
        TagSingle => BitConverter.UInt32BitsToSingle(reader.ReadUInt32()),
        TagNaN => double.NaN,
        _ => reader.ReadZigzag() / PowersOfTen[tag - TagInteger],
    };

    /// <summary>A value on its own: a byte for the tag, then the body.</summary>
    public static void Write(ref SpanWriter writer, double value)
    {
        var tag = Choose(value, out var bits);
        writer.WriteByte((byte)tag);
        WriteBody(ref writer, tag, bits);
    }

    public static double Read(ref SpanReader reader)
    {
        var tag = reader.ReadByte();
        return tag <= TagNaN ? ReadBody(ref reader, tag) : throw new InvalidDataException($"{tag} is no value tag.");
    }
}
