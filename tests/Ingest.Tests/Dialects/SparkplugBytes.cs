using System.Text;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>Writes Sparkplug B payloads by the field numbers of eclipse/tahu's sparkplug_b.proto, apart from the reader under test.</summary>
internal sealed class SparkplugBytes
{
    private readonly List<byte> _bytes = [];

    public static SparkplugBytes Payload(long timestamp, byte? seq)
    {
        var payload = new SparkplugBytes().Varint(1, (ulong)timestamp);
        return seq is { } number ? payload.Varint(3, number) : payload;
    }

    public SparkplugBytes Long(string? name, ulong? alias, uint type, ulong value, string? unit = null) => Metric(name, alias, type, metric => metric.Varint(11, value), unit);

    public SparkplugBytes Int(string? name, ulong? alias, uint type, uint value) => Metric(name, alias, type, metric => metric.Varint(10, value), null);

    public SparkplugBytes Float(string? name, ulong? alias, float value, string? unit = null) =>
        Metric(name, alias, 9, metric => metric.Raw(12 << 3 | 5, BitConverter.GetBytes(value)), unit);

    public SparkplugBytes Double(string? name, ulong? alias, double value, string? unit = null, bool historical = false, long? timestamp = null) =>
        Metric(name, alias, 10, metric =>
        {
            if (timestamp is { } time) metric.Varint(3, (ulong)time);
            if (historical) metric.Varint(5, 1);
            metric.Raw(13 << 3 | 1, BitConverter.GetBytes(value));
        }, unit);

    public SparkplugBytes Boolean(string? name, ulong? alias, bool value) => Metric(name, alias, 11, metric => metric.Varint(14, value ? 1ul : 0), null);

    public byte[] ToArray() => [.. _bytes];

    private SparkplugBytes Metric(string? name, ulong? alias, uint type, Action<SparkplugBytes> value, string? unit)
    {
        var metric = new SparkplugBytes();
        if (name is not null) metric.Block(1, Encoding.UTF8.GetBytes(name));
        if (alias is { } number) metric.Varint(2, number);
        metric.Varint(4, type);
        if (unit is not null)
        {
            var said = new SparkplugBytes().Varint(1, 12).Block(8, Encoding.UTF8.GetBytes(unit));
            metric.Block(9, new SparkplugBytes().Block(1, "engUnit"u8.ToArray()).Block(2, said.ToArray()).ToArray());
        }

        value(metric);
        return Block(2, metric.ToArray());
    }

    private SparkplugBytes Varint(int field, ulong value)
    {
        Number((ulong)field << 3);
        Number(value);
        return this;
    }

    private SparkplugBytes Block(int field, byte[] value)
    {
        Number((ulong)field << 3 | 2);
        Number((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    private void Raw(int tag, byte[] value)
    {
        Number((ulong)tag);
        _bytes.AddRange(value);
    }

    private void Number(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
