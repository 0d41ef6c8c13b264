using System.Buffers;
using Facilities.Storage.Compact;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>
/// What the store holds in memory of one source: readings that aren't in the database yet (the head) and the newest sample of each point.
/// While a flush is under way its readings stay readable here until they are committed; a reader that looks here first and then into the
/// database therefore misses nothing, and what it sees twice is the same. Thread-safe.
/// </summary>
internal sealed class SourceState(SourceId source)
{
    private readonly Lock _gate = new();
    private readonly List<HeadPart> _flushing = [];
    private LastTable _last = new();
    private byte[] _active = [];
    private int _length;
    private int _count;
    private long _oldestMs = long.MaxValue;
    private long _newestMs = long.MinValue;
    private long _activeOldestMs = long.MaxValue;
    private long _activeNewestMs = long.MinValue;

    public SourceId Source { get; } = source;

    /// <summary>Everything of this source before this position of the journal is in the database. Used by the flusher, and by the writer while it recovers.</summary>
    public long Through { get; set; }

    /// <summary>The longest span of any of its blocks: how far before a stretch a block that reaches into it may begin.</summary>
    public long MaximumSpanMs { get; set; }

    /// <summary>A day that is noted as waiting to be rolled up, so that it isn't noted at every flush. Under the database's lock.</summary>
    public long NotedDayUnixMs { get; set; } = long.MinValue;

    /// <summary>Its data was deleted: what is left in memory must not be written any more. Under the database's lock.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Set by the writer when the head is full, cleared by the flusher.</summary>
    public bool IsQueued { get; set; }

    public static SourceState Restore(SourceId source, long through, long maximumSpanMs, ReadOnlySpan<byte> last) =>
        new(source) { Through = through, MaximumSpanMs = maximumSpanMs, _last = LastTable.Decode(last) };

    /// <summary>Takes a reading in. Returns the readings now waiting; <paramref name="grownBytes"/> is the memory it took.</summary>
    public int Add(in Reading reading, out int grownBytes)
    {
        lock (_gate)
        {
            grownBytes = MakeRoom(ReadingCodec.MaximumLength(reading.Values.Length));
            var writer = new SpanWriter(_active.AsSpan(_length));
            ReadingCodec.Write(ref writer, reading);
            _length += writer.Position;
            _activeOldestMs = Math.Min(_activeOldestMs, reading.EventTimeUnixMs);
            _activeNewestMs = Math.Max(_activeNewestMs, reading.EventTimeUnixMs);
            for (var i = 0; i < reading.Values.Length; i++)
            {
                ref readonly var value = ref reading.Values[i];
                _last.Note(i, value.Point, reading.EventTimeUnixMs, value.Value);
            }

            return ++_count;
        }
    }

    /// <summary>Adds the head's readings to the batch, in the order of their writing, if any lies in [from, to).</summary>
    public void CopyHead(long fromUnixMs, long toUnixMs, ReadingBatch into)
    {
        lock (_gate)
        {
            if (Math.Min(_oldestMs, _activeOldestMs) >= toUnixMs || Math.Max(_newestMs, _activeNewestMs) < fromUnixMs) return;
            foreach (var part in _flushing) Decode(part, into);
            Decode(new HeadPart(_active, _length, _count), into);
        }
    }

    /// <summary>Readings that no flush has taken yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    public bool HasHead
    {
        get
        {
            lock (_gate) return _count > 0 || _flushing.Count > 0;
        }
    }

    public void CopyLast(List<LastValue> into)
    {
        lock (_gate) _last.CopyTo(into, Source);
    }

    /// <summary>
    /// Moves what came so far aside and adds it to the batch, with what an earlier flush didn't bring home. The head is then to be ended by
    /// <see cref="EndFlush"/> once the database has it.
    /// </summary>
    public byte[] BeginFlush(ReadingBatch into)
    {
        lock (_gate)
        {
            if (_count > 0)
            {
                _flushing.Add(new HeadPart(_active, _length, _count));
                (_active, _length, _count) = ([], 0, 0);
                _oldestMs = Math.Min(_oldestMs, _activeOldestMs);
                _newestMs = Math.Max(_newestMs, _activeNewestMs);
                (_activeOldestMs, _activeNewestMs) = (long.MaxValue, long.MinValue);
            }

            foreach (var part in _flushing) Decode(part, into);
            return _last.Encode();
        }
    }

    /// <summary>The database has what <see cref="BeginFlush"/> moved aside. Returns the memory that became free.</summary>
    public long EndFlush()
    {
        lock (_gate)
        {
            var freed = 0L;
            foreach (var part in _flushing)
            {
                freed += part.Bytes.Length;
                ArrayPool<byte>.Shared.Return(part.Bytes);
            }

            _flushing.Clear();
            (_oldestMs, _newestMs) = (long.MaxValue, long.MinValue);
            return freed;
        }
    }

    /// <summary>Forgets everything. Returns the memory that became free.</summary>
    public long Clear()
    {
        lock (_gate)
        {
            var freed = EndFlush() + _active.Length;
            if (_active.Length > 0) ArrayPool<byte>.Shared.Return(_active);
            (_active, _length, _count) = ([], 0, 0);
            (_activeOldestMs, _activeNewestMs) = (long.MaxValue, long.MinValue);
            _last = new LastTable();
            return freed;
        }
    }

    private int MakeRoom(int length)
    {
        if (_active.Length - _length >= length) return 0;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(256, Math.Max(_length + length, _active.Length * 2)));
        var grown = larger.Length - _active.Length;
        _active.AsSpan(0, _length).CopyTo(larger);
        if (_active.Length > 0) ArrayPool<byte>.Shared.Return(_active);
        _active = larger;
        return grown;
    }

    private void Decode(in HeadPart part, ReadingBatch into)
    {
        var reader = new SpanReader(part.Bytes.AsSpan(0, part.Length));
        for (var i = 0; i < part.Count; i++) ReadingCodec.Read(ref reader, Source, into);
    }
}
