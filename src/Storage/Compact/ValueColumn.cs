namespace Facilities.Storage.Compact;

/// <summary>
/// A column of doubles. When nearly all are decimals of a few places they become whole numbers (23.4 → 234), which pack into a bit or a byte
/// each; flags, states and counters are such decimals too. Everything else goes XORed.
/// <code>
///   0..6: decimals d | exceptions (varint) | exceptions × (index − previous index: varint, 8 bytes) | integer column of value × 10^d
///   15:   XOR column
/// </code>
/// An exception is what is no decimal among decimals, NaN above all: its place among the whole numbers repeats the one before.
/// Every value comes back bit for bit. Never empty.
/// </summary>
internal static class ValueColumn
{
    private const int MostDecimals = 6;
    private const byte XorMark = 15;

    private const double LargestMantissa = 1L << 50;

    private static readonly double[] PowersOfTen = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

    public static int MaximumLength(int count) => 2 + SpanWriter.LongestVarint + Math.Max(XorColumn.MaximumLength(count), count * 2 + IntegerColumn.MaximumLength(count));

    public static void Write(ref SpanWriter writer, ReadOnlySpan<double> values, Span<long> mantissas, Span<ulong> scratch)
    {
        if (!TryScale(values, mantissas, out var decimals, out var exceptions))
        {
            writer.WriteByte(XorMark);
            XorColumn.Write(ref writer, values);
            return;
        }

        writer.WriteByte((byte)decimals);
        writer.WriteVarint((ulong)exceptions);
        if (exceptions > 0) WriteExceptions(ref writer, values, mantissas, decimals);
        IntegerColumn.Write(ref writer, mantissas[..values.Length], scratch);
    }

    public static void Read(ref SpanReader reader, Span<double> values, Span<long> mantissas, Span<ulong> scratch)
    {
        var mark = reader.ReadByte();
        if (mark == XorMark)
        {
            XorColumn.Read(ref reader, values);
            return;
        }

        if (mark > MostDecimals) throw new InvalidDataException($"{mark} is no form of a column.");
        var exceptions = reader.ReadCount(values.Length);
        var exceptionsAt = reader;
        for (var i = 0; i < exceptions; i++)
        {
            _ = reader.ReadVarint();
            _ = reader.ReadUInt64();
        }

        IntegerColumn.Read(ref reader, mantissas[..values.Length], scratch);
        var power = PowersOfTen[mark];
        for (var i = 0; i < values.Length; i++) values[i] = mantissas[i] / power;
        var at = -1;
        for (var i = 0; i < exceptions; i++)
        {
            at += exceptionsAt.ReadCount(values.Length - 1 - at);
            if (at < 0) throw new InvalidDataException("An exception stands before the column.");
            values[at] = BitConverter.UInt64BitsToDouble(exceptionsAt.ReadUInt64());
        }
    }

    private static void WriteExceptions(ref SpanWriter writer, ReadOnlySpan<double> values, ReadOnlySpan<long> mantissas, int decimals)
    {
        var previous = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (IsExact(values[i], mantissas[i], decimals)) continue;
            writer.WriteVarint((ulong)(i - previous));
            writer.WriteUInt64(BitConverter.DoubleToUInt64Bits(values[i]));
            previous = i;
        }
    }

    /// <summary>
    /// Finds the fewest decimals with which all values, up to one in eight, are whole numbers. When a value needs more places than those before,
    /// their mantissas are scaled up; they stay exact, as long as they are below 2^50.
    /// </summary>
    private static bool TryScale(ReadOnlySpan<double> values, Span<long> mantissas, out int decimals, out int exceptions)
    {
        decimals = 0;
        exceptions = 0;
        var largest = 0L;
        for (var i = 0; i < values.Length; i++)
        {
            var places = decimals;
            long mantissa;
            while (!TryExact(values[i], places, out mantissa) && ++places <= MostDecimals) { }

            if (places > MostDecimals || (places > decimals && largest >= (long)(LargestMantissa / PowersOfTen[places - decimals])))
            {
                if (++exceptions > values.Length / 8) return false;
                mantissas[i] = i == 0 ? 0 : mantissas[i - 1];
                continue;
            }

            if (places > decimals)
            {
                var factor = (long)PowersOfTen[places - decimals];
                for (var j = 0; j < i; j++) mantissas[j] *= factor;
                largest *= factor;
                decimals = places;
            }

            mantissas[i] = mantissa;
            largest = Math.Max(largest, Math.Abs(mantissa));
        }

        return true;
    }

    private static bool TryExact(double value, int decimals, out long mantissa)
    {
        mantissa = 0;
        var scaled = value * PowersOfTen[decimals];
        if (!(Math.Abs(scaled) < LargestMantissa)) return false;
        mantissa = (long)Math.Round(scaled);
        return IsExact(value, mantissa, decimals);
    }

    private static bool IsExact(double value, long mantissa, int decimals) =>
        BitConverter.DoubleToInt64Bits(mantissa / PowersOfTen[decimals]) == BitConverter.DoubleToInt64Bits(value);
}
