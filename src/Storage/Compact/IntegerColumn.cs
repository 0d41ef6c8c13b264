namespace Facilities.Storage.Compact;

/// <summary>
/// A column of whole numbers: the numbers themselves less the smallest (for noise around a level), their differences (for what drifts),
/// or the differences of those (for clocks that tick), whichever is shortest, bit-packed in groups.
/// <code>
///   order (1 byte: 0, 1, 2) | order zigzag varints: the smallest (order 0), or the first and, for order 2, the first difference | packed rest
/// </code>
/// Differences wrap around, so any 64-bit number is fine. Never empty.
/// </summary>
internal static class IntegerColumn
{
    public static int MaximumLength(int count) => 1 + 2 * SpanWriter.LongestVarint + BitPacking.MaximumLength(count);

    public static void Write(ref SpanWriter writer, ReadOnlySpan<long> values, Span<ulong> scratch)
    {
        var best = 0;
        var bestLength = int.MaxValue;
        for (var order = 0; order <= 2 && order < values.Length; order++)
        {
            var length = BitPacking.Measure(Residuals(values, order, scratch));
            if (length >= bestLength) continue;
            best = order;
            bestLength = length;
            // Nothing beats a constant.
            if (length == (values.Length + BitPacking.GroupLength - 1) / BitPacking.GroupLength) break;
        }

        writer.WriteByte((byte)best);
        writer.WriteZigzag(best == 0 ? Smallest(values) : values[0]);
        if (best == 2) writer.WriteZigzag(unchecked(values[1] - values[0]));
        BitPacking.Write(ref writer, Residuals(values, best, scratch));
    }

    public static void Read(ref SpanReader reader, Span<long> values, Span<ulong> scratch)
    {
        var order = reader.ReadByte();
        if (order > 2 || order >= Math.Max(1, values.Length)) throw new InvalidDataException($"{order} is no order of a column of {values.Length}.");
        var first = reader.ReadZigzag();
        var step = order == 2 ? reader.ReadZigzag() : 0;
        var residuals = scratch[..(values.Length - order)];
        BitPacking.Read(ref reader, residuals);
        unchecked
        {
            switch (order)
            {
                case 0:
                    for (var i = 0; i < values.Length; i++) values[i] = first + (long)residuals[i];
                    break;
                case 1:
                    values[0] = first;
                    for (var i = 1; i < values.Length; i++) values[i] = values[i - 1] + Zigzag.Decode(residuals[i - 1]);
                    break;
                default:
                    values[0] = first;
                    values[1] = first + step;
                    for (var i = 2; i < values.Length; i++)
                    {
                        step += Zigzag.Decode(residuals[i - 2]);
                        values[i] = values[i - 1] + step;
                    }

                    break;
            }
        }
    }

    private static ReadOnlySpan<ulong> Residuals(ReadOnlySpan<long> values, int order, Span<ulong> scratch)
    {
        unchecked
        {
            switch (order)
            {
                case 0:
                    var smallest = Smallest(values);
                    for (var i = 0; i < values.Length; i++) scratch[i] = (ulong)(values[i] - smallest);
                    break;
                case 1:
                    for (var i = 1; i < values.Length; i++) scratch[i - 1] = Zigzag.Encode(values[i] - values[i - 1]);
                    break;
                default:
                    for (var i = 2; i < values.Length; i++) scratch[i - 2] = Zigzag.Encode(values[i] - 2 * values[i - 1] + values[i - 2]);
                    break;
            }
        }

        return scratch[..(values.Length - order)];
    }

    private static long Smallest(ReadOnlySpan<long> values)
    {
        var smallest = values[0];
        foreach (var value in values) smallest = Math.Min(smallest, value);
        return smallest;
    }
}
