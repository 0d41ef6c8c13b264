using Facilities.Storage.Compact;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>The newest sample of each point of one source. Guarded by its owner's lock.</summary>
internal sealed class LastTable
{
    private ushort[] _points = [];
    private long[] _times = [];
    private double[] _values = [];
    private int _count;

    public int Count => _count;

    public (ushort Point, long TimestampUnixMs, double Value) this[int index] => (_points[index], _times[index], _values[index]);

    /// <param name="hint">Where the point most likely stands: payloads keep their order.</param>
    public void Note(int hint, ushort point, long timestampUnixMs, double value)
    {
        var at = hint < _count && _points[hint] == point ? hint : IndexOf(point);
        if (timestampUnixMs < _times[at]) return;
        _times[at] = timestampUnixMs;
        _values[at] = value;
    }

    /// <summary>Count, then point, time and value of each.</summary>
    public byte[] Encode()
    {
        var buffer = new byte[4 + _count * (3 + SpanWriter.LongestVarint + 9)];
        var writer = new SpanWriter(buffer);
        writer.WriteVarint((ulong)_count);
        for (var i = 0; i < _count; i++)
        {
            writer.WriteVarint(_points[i]);
            writer.WriteZigzag(_times[i]);
            CompactValue.Write(ref writer, _values[i]);
        }

        return writer.Written.ToArray();
    }

    public static LastTable Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new SpanReader(bytes);
        var table = new LastTable();
        var count = reader.ReadCount(ushort.MaxValue + 1);
        for (var i = 0; i < count; i++)
        {
            var point = (ushort)reader.ReadCount(ushort.MaxValue);
            table.Note(i, point, reader.ReadZigzag(), CompactValue.Read(ref reader));
        }

        return table;
    }

    public void CopyTo(List<LastValue> into, SourceId source)
    {
        var start = into.Count;
        for (var i = 0; i < _count; i++) into.Add(new LastValue(source, _points[i], _times[i], _values[i]));
        into.Sort(start, _count, Comparer<LastValue>.Create(static (a, b) => a.Point.CompareTo(b.Point)));
    }

    private int IndexOf(ushort point)
    {
        var at = Array.IndexOf(_points, point, 0, _count);
        if (at >= 0) return at;
        if (_count == _points.Length)
        {
            var length = Math.Max(4, _count * 2);
            Array.Resize(ref _points, length);
            Array.Resize(ref _times, length);
            Array.Resize(ref _values, length);
        }

        _points[_count] = point;
        _times[_count] = long.MinValue;
        return _count++;
    }
}
