using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Lines of line protocol in one growing array that is reused, and of each line where it begins and whose it is. Not thread-safe.</summary>
internal sealed class LineBuffer
{
    private byte[] _bytes = [];
    private Line[] _lines = [];
    private int _length;
    private int _count;

    public int Count => _count;

    public int Length => _length;

    /// <summary>Room for a line of at most this many bytes; <see cref="Advance"/> takes what was used.</summary>
    public Span<byte> GetSpan(int size)
    {
        if (_bytes.Length - _length < size) Array.Resize(ref _bytes, Math.Max(_length + size, Math.Max(64 << 10, _bytes.Length * 2)));
        return _bytes.AsSpan(_length);
    }

    public void Advance(int written, SourceId source, long receiveTimeUnixMs)
    {
        if (_count == _lines.Length) Array.Resize(ref _lines, Math.Max(1024, _count * 2));
        _lines[_count++] = new Line(_length, source, receiveTimeUnixMs);
        _length += written;
    }

    public ReadOnlyMemory<byte> Bytes(int first, int count)
    {
        var start = _lines[first].Start;
        var end = first + count == _count ? _length : _lines[first + count].Start;
        return _bytes.AsMemory(start, end - start);
    }

    public SourceId SourceOf(int line) => _lines[line].Source;

    public long ReceiveTimeOf(int line) => _lines[line].ReceiveTimeUnixMs;

    /// <summary>Writes <paramref name="find"/> as <paramref name="replace"/> wherever a line that begins with <paramref name="prefix"/> has it.</summary>
    public void Replace(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> find, ReadOnlySpan<byte> replace)
    {
        var from = (Bytes: _bytes, Lines: _lines, Length: _length, Count: _count);
        (_bytes, _lines, _length, _count) = ([], [], 0, 0);
        for (var i = 0; i < from.Count; i++)
        {
            var end = i + 1 == from.Count ? from.Length : from.Lines[i + 1].Start;
            var line = from.Bytes.AsSpan(from.Lines[i].Start, end - from.Lines[i].Start);
            var at = line.StartsWith(prefix) ? line.IndexOf(find) : -1;
            var into = GetSpan(line.Length + replace.Length);
            if (at < 0)
            {
                line.CopyTo(into);
                Advance(line.Length, from.Lines[i].Source, from.Lines[i].ReceiveTimeUnixMs);
                continue;
            }

            line[..at].CopyTo(into);
            replace.CopyTo(into[at..]);
            line[(at + find.Length)..].CopyTo(into[(at + replace.Length)..]);
            Advance(line.Length - find.Length + replace.Length, from.Lines[i].Source, from.Lines[i].ReceiveTimeUnixMs);
        }
    }

    public void Clear() => (_length, _count) = (0, 0);

    private readonly record struct Line(int Start, SourceId Source, long ReceiveTimeUnixMs);
}
