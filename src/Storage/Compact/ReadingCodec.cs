using Facilities.Telemetry;

namespace Facilities.Storage.Compact;

/// <summary>
/// One reading without its source, as it stands in the journal and in the store's memory:
/// <code>
///   event time ms (zigzag) | receive − event ms (zigzag) | flags (1 byte) | count | count × (point and tag, value)
/// </code>
/// All numbers are varints. "Point and tag" is (zigzag(point − previous point − 1) &lt;&lt; 3 | tag of <see cref="CompactValue"/>), the previous
/// point starting at −1: points in ascending order cost one byte each. Eight decimals come to about 40 bytes instead of 90.
/// </summary>
internal static class ReadingCodec
{
    /// <summary>A payload naming more points than this is not a reading of ours.</summary>
    public const int MostValues = ushort.MaxValue + 1;

    private const int LongestHead = 2 * SpanWriter.LongestVarint + 1 + 3;
    private const int LongestValue = 4 + CompactValue.LongestBody;

    /// <summary>No reading of this many values takes more bytes.</summary>
    public static int MaximumLength(int valueCount) => LongestHead + valueCount * LongestValue;

    public static void Write(ref SpanWriter writer, in Reading reading)
    {
        writer.WriteZigzag(reading.EventTimeUnixMs);
        writer.WriteZigzag(reading.ReceiveTimeUnixMs - reading.EventTimeUnixMs);
        writer.WriteByte((byte)reading.Flags);
        writer.WriteVarint((ulong)reading.Values.Length);
        var previous = -1;
        foreach (ref readonly var value in reading.Values)
        {
            var tag = CompactValue.Choose(value.Value, out var bits);
            writer.WriteVarint(Zigzag.Encode(value.Point - previous - 1) << CompactValue.TagBits | (uint)tag);
            CompactValue.WriteBody(ref writer, tag, bits);
            previous = value.Point;
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not a reading; the batch may then hold a reading with unset values at its end.</exception>
    public static void Read(ref SpanReader reader, SourceId source, ReadingBatch into)
    {
        var eventTime = reader.ReadZigzag();
        var receiveTime = eventTime + reader.ReadZigzag();
        var flags = (ReadingFlags)reader.ReadByte();
        var values = into.AddUninitialized(source, eventTime, receiveTime, flags, reader.ReadCount(Math.Min(reader.Remaining, MostValues)));
        var previous = -1;
        for (var i = 0; i < values.Length; i++)
        {
            var key = reader.ReadVarint();
            var point = previous + 1 + Zigzag.Decode(key >> CompactValue.TagBits);
            if (point is < 0 or > ushort.MaxValue) throw new InvalidDataException($"{point} is no point number.");
            previous = (int)point;
            values[i] = new PointValue((ushort)point, CompactValue.ReadBody(ref reader, (int)(key & ((1 << CompactValue.TagBits) - 1))));
        }
    }
}
