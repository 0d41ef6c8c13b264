using System.Buffers.Binary;
using System.Numerics;

namespace Facilities.Storage.Compact;

/// <summary>
/// Unsigned numbers in groups of 32: a byte for the width of the group's largest, then each number in so many bits, least significant first.
/// A group of equal zeros costs one byte; one outlier costs its own group only. 32 × width bits are 4 × width bytes, so groups end on a byte;
/// the last group is filled up with zeros that aren't written.
/// </summary>
internal static class BitPacking
{
    public const int GroupLength = 32;

    public static int MaximumLength(int count) => (count + GroupLength - 1) / GroupLength * (1 + 8 * GroupLength) + 8;

    /// <summary>Bytes that <see cref="Write"/> will take.</summary>
    public static int Measure(ReadOnlySpan<ulong> values)
    {
        var total = 0;
        for (; !values.IsEmpty; values = values[Math.Min(GroupLength, values.Length)..])
        {
            var group = values[..Math.Min(GroupLength, values.Length)];
            total += 1 + (Width(group) * group.Length + 7) / 8;
        }

        return total;
    }

    public static void Write(ref SpanWriter writer, ReadOnlySpan<ulong> values)
    {
        for (; !values.IsEmpty; values = values[Math.Min(GroupLength, values.Length)..])
        {
            var group = values[..Math.Min(GroupLength, values.Length)];
            var width = Width(group);
            writer.WriteByte((byte)width);
            if (width == 0) continue;
            UInt128 bits = 0;
            var held = 0;
            foreach (var value in group)
            {
                bits |= (UInt128)value << held;
                held += width;
                while (held >= 64)
                {
                    writer.WriteUInt64((ulong)bits);
                    bits >>= 64;
                    held -= 64;
                }
            }

            for (; held > 0; held -= 8)
            {
                writer.WriteByte((byte)bits);
                bits >>= 8;
            }
        }
    }

    public static void Read(ref SpanReader reader, Span<ulong> values)
    {
        Span<byte> padded = stackalloc byte[8 * GroupLength + 16];
        for (; !values.IsEmpty; values = values[Math.Min(GroupLength, values.Length)..])
        {
            var group = values[..Math.Min(GroupLength, values.Length)];
            int width = reader.ReadByte();
            if (width > 64) throw new InvalidDataException($"{width} is no width of a number.");
            if (width == 0)
            {
                group.Clear();
                continue;
            }

            var length = (width * group.Length + 7) / 8;
            reader.ReadBytes(length).CopyTo(padded);
            padded.Slice(length, 16).Clear();
            var mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
            for (var i = 0; i < group.Length; i++)
            {
                var bit = i * width;
                var value = BinaryPrimitives.ReadUInt64LittleEndian(padded[(bit >> 3)..]) >> (bit & 7);
                if ((bit & 7) + width > 64) value |= (ulong)padded[(bit >> 3) + 8] << (64 - (bit & 7));
                group[i] = value & mask;
            }
        }
    }

    private static int Width(ReadOnlySpan<ulong> group)
    {
        var all = 0UL;
        foreach (var value in group) all |= value;
        return 64 - BitOperations.LeadingZeroCount(all);
    }
}
