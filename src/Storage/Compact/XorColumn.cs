using System.Numerics;

namespace Facilities.Storage.Compact;

/// <summary>
/// Doubles that are no short decimals, as Gorilla packs them (Pelkonen et al., "Gorilla: a fast, scalable, in-memory time series database",
/// VLDB 2015, §4.1.2): each is XORed with the one before, and only the bits between the leading and the trailing zeros are kept.
/// <code>
///   0                                       the same value again
///   10 + meaningful bits                    they fit the last window of leading and trailing zeros
///   11 + 6 bits leading + 6 bits length−1   a new window
/// </code>
/// Bits are written most significant first; the first value stands whole.
/// </summary>
internal static class XorColumn
{
    public static int MaximumLength(int count) => 16 + count * 10;

    public static void Write(ref SpanWriter writer, ReadOnlySpan<double> values)
    {
        var bits = new BitWriter();
        var previous = BitConverter.DoubleToUInt64Bits(values[0]);
        writer.WriteUInt64(previous);
        int leading = 65, trailing = 0;
        foreach (var value in values[1..])
        {
            var current = BitConverter.DoubleToUInt64Bits(value);
            var xor = current ^ previous;
            previous = current;
            if (xor == 0)
            {
                bits.Write(ref writer, 0, 1);
                continue;
            }

            var newLeading = BitOperations.LeadingZeroCount(xor);
            var newTrailing = BitOperations.TrailingZeroCount(xor);
            // The old window holds it, and isn't so much wider that a new one would pay.
            if (leading <= newLeading && trailing <= newTrailing && newLeading - leading + newTrailing - trailing <= 12)
            {
                bits.Write(ref writer, 0b10, 2);
            }
            else
            {
                (leading, trailing) = (newLeading, newTrailing);
                bits.Write(ref writer, 0b11, 2);
                bits.Write(ref writer, (ulong)leading, 6);
                bits.Write(ref writer, (ulong)(63 - leading - trailing), 6);
            }

            bits.Write(ref writer, xor >> trailing, 64 - leading - trailing);
        }

        bits.Finish(ref writer);
    }

    public static void Read(ref SpanReader reader, Span<double> values)
    {
        var bits = new BitReader();
        var previous = reader.ReadUInt64();
        values[0] = BitConverter.UInt64BitsToDouble(previous);
        int leading = 0, trailing = 0;
        for (var i = 1; i < values.Length; i++)
        {
            if (bits.Read(ref reader, 1) == 1)
            {
                if (bits.Read(ref reader, 1) == 1)
                {
                    leading = (int)bits.Read(ref reader, 6);
                    trailing = 63 - leading - (int)bits.Read(ref reader, 6);
                    if (trailing < 0) throw new InvalidDataException("A window of bits is longer than a number.");
                }

                previous ^= bits.Read(ref reader, 64 - leading - trailing) << trailing;
            }

            values[i] = BitConverter.UInt64BitsToDouble(previous);
        }
    }

    private struct BitWriter
    {
        private UInt128 _bits;
        private int _held;

        public void Write(ref SpanWriter writer, ulong value, int count)
        {
            _bits = (_bits << count) | value;
            for (_held += count; _held >= 8; _held -= 8) writer.WriteByte((byte)(_bits >> (_held - 8)));
        }

        public readonly void Finish(ref SpanWriter writer)
        {
            if (_held > 0) writer.WriteByte((byte)(_bits << (8 - _held)));
        }
    }

    private struct BitReader
    {
        private UInt128 _bits;
        private int _held;

        public ulong Read(ref SpanReader reader, int count)
        {
            for (; _held < count; _held += 8) _bits = (_bits << 8) | reader.ReadByte();
            _held -= count;
            var value = (ulong)(_bits >> _held);
            return count == 64 ? value : value & ((1UL << count) - 1);
        }
    }
}
