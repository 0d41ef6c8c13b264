using System.Text;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// Sparkplug B payloads on the wire (eclipse/tahu, sparkplug_b.proto), read and written by hand: protocol buffers, of which these fields matter:
/// <code>
/// Payload   1 timestamp  2 metrics*  3 seq  4 uuid  5 body
/// Metric    1 name  2 alias  3 timestamp  4 datatype  5 is_historical  7 is_null  9 properties
///           10 int (32)  11 long (64)  12 float  13 double  14 boolean  15 string
/// Property  1 keys*  2 values* { 8 string }
/// </code>
/// Unknown fields are skipped. Immutable.
/// </summary>
internal sealed class SparkplugPayload
{
    private const int MostMetrics = 5_000;
    private const uint BooleanType = 11;

    public long? TimestampMs { get; private init; }

    public byte? Sequence { get; private init; }

    /// <summary>Compressed payloads say so here; they aren't understood.</summary>
    public string Uuid { get; private init; } = "";

    public List<SparkplugMetric> Metrics { get; private init; } = [];

    /// <returns>Null: these bytes are no payload, or hold more than a message may.</returns>
    public static SparkplugPayload? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtobufReader(bytes);
        long? timestamp = null;
        byte? sequence = null;
        var uuid = "";
        var metrics = new List<SparkplugMetric>();
        while (reader.Next(out var field))
        {
            if (field == 1 && reader.TryVarint(out var time)) timestamp = (long)time;
            else if (field == 2 && reader.TryBytes(out var metric))
            {
                if (metrics.Count >= MostMetrics || !TryMetric(metric, out var read)) return null;
                metrics.Add(read);
            }
            else if (field == 3 && reader.TryVarint(out var seq)) sequence = (byte)seq;
            else if (field == 4 && reader.TryBytes(out var text)) uuid = Encoding.UTF8.GetString(text);
            else reader.Skip();
        }

        return reader.IsBroken ? null : new SparkplugPayload { TimestampMs = timestamp, Sequence = sequence, Uuid = uuid, Metrics = metrics };
    }

    /// <summary>The only command that is ever sent: a boolean metric, true.</summary>
    public static byte[] Command(string metric, long nowUnixMs)
    {
        var name = Encoding.UTF8.GetBytes(metric);
        var inner = new List<byte>();
        Bytes(inner, 1, name);
        Varint(inner, 3, (ulong)nowUnixMs);
        Varint(inner, 4, BooleanType);
        Varint(inner, 14, 1);
        var outer = new List<byte>();
        Varint(outer, 1, (ulong)nowUnixMs);
        Bytes(outer, 2, [.. inner]);
        return [.. outer];
    }

    private static bool TryMetric(ReadOnlySpan<byte> bytes, out SparkplugMetric metric)
    {
        var reader = new ProtobufReader(bytes);
        var (name, text, unit) = ("", "", "");
        ulong? alias = null;
        long? timestamp = null;
        var (type, historical, isNull) = (0u, false, false);
        var (shape, bits, number) = (SparkplugValue.Other, 0ul, double.NaN);
        while (reader.Next(out var field))
        {
            if (field is 1 or 9 or 15 && reader.TryBytes(out var block))
            {
                if (field == 1) name = Encoding.UTF8.GetString(block);
                else if (field == 9) unit = Unit(block);
                else (shape, text) = (SparkplugValue.Text, Encoding.UTF8.GetString(block));
            }
            else if (field is 2 or 3 or 4 or 5 or 7 or 10 or 11 or 14 && reader.TryVarint(out var value))
            {
                switch (field)
                {
                    case 2: alias = value; break;
                    case 3: timestamp = (long)value; break;
                    case 4: type = (uint)value; break;
                    case 5: historical = value != 0; break;
                    case 7: isNull = value != 0; break;
                    case 14: (shape, bits) = (SparkplugValue.Boolean, value == 0 ? 0ul : 1); break;
                    default: (shape, bits) = (SparkplugValue.Integer, value); break;
                }
            }
            else if (field == 12 && reader.TryFixed32(out var single)) (shape, number) = (SparkplugValue.Number, BitConverter.UInt32BitsToSingle(single));
            else if (field == 13 && reader.TryFixed64(out var twice)) (shape, number) = (SparkplugValue.Number, BitConverter.UInt64BitsToDouble(twice));
            else reader.Skip();
        }

        metric = new SparkplugMetric(name, alias, timestamp, type, historical, isNull ? SparkplugValue.Null : shape, bits, number, text, unit);
        return !reader.IsBroken;
    }

    /// <summary>The value of the key <c>engUnit</c>; keys and values stand in the same order.</summary>
    private static string Unit(ReadOnlySpan<byte> properties)
    {
        var reader = new ProtobufReader(properties);
        var (keys, values, wanted) = (0, 0, -1);
        var unit = "";
        while (reader.Next(out var field))
        {
            if (field is not (1 or 2) || !reader.TryBytes(out var block)) reader.Skip();
            else if (field == 1)
            {
                if (block.SequenceEqual("engUnit"u8)) wanted = keys;
                keys++;
            }
            else if (values++ == wanted) unit = Text(block);
        }

        return unit;
    }

    private static string Text(ReadOnlySpan<byte> propertyValue)
    {
        var reader = new ProtobufReader(propertyValue);
        while (reader.Next(out var field))
        {
            if (field == 8 && reader.TryBytes(out var text)) return Encoding.UTF8.GetString(text);
            reader.Skip();
        }

        return "";
    }

    private static void Varint(List<byte> into, int field, ulong value)
    {
        Raw(into, (ulong)field << 3);
        Raw(into, value);
    }

    private static void Bytes(List<byte> into, int field, byte[] value)
    {
        Raw(into, ((ulong)field << 3) | 2);
        Raw(into, (ulong)value.Length);
        into.AddRange(value);
    }

    private static void Raw(List<byte> into, ulong value)
    {
        for (; value >= 0x80; value >>= 7) into.Add((byte)(value | 0x80));
        into.Add((byte)value);
    }
}
