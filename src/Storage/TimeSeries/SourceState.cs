using Facilities.Storage.Compact;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

/// <summary>
/// What the store holds in memory of one source: readings that aren't in the database yet (the head) and the newest sample of each point.
/// While a flush is under way its readings stay readable here until they are committed; a reader that looks here first and then into the
/// database therefore misses nothing, and what it sees twice is the same. Thread-safe.
/// </summary>
internal sealed class SourceState(SourceId source, HeadMemory memory)
{
    private readonly Lock _gate = new();
    private LastTable _last = new();

    // Both chains in the order of writing.
    private HeadPart? _flushing;
    private HeadPart? _active;
    private HeadPart? _tail;
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

    public static SourceState Restore(SourceId source, HeadMemory memory, long through, long maximumSpanMs, ReadOnlySpan<byte> last) =>
        new(source, memory) { Through = through, MaximumSpanMs = maximumSpanMs, _last = LastTable.Decode(last) };

    /// <summary>Takes a reading in. Returns the readings now waiting; <paramref name="grownBytes"/> is the memory it took.</summary>
    public int Add(in Reading reading, out int grownBytes)
    {
        lock (_gate)
        {
            var part = PartFor(ReadingCodec.MaximumLength(reading.Values.Length), out grownBytes);
            var writer = new SpanWriter(part.Bytes.AsSpan(part.Length));
            ReadingCodec.Write(ref writer, reading);
            part.Length += writer.Position;
            part.Count++;
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
            Decode(_flushing, into);
            Decode(_active, into);
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
            lock (_gate) return _count > 0 || _flushing is not null;
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
                if (_flushing is null)
                {
                    _flushing = _active;
                }
                else
                {
                    var last = _flushing;
                    while (last.Next is { } next) last = next;
                    last.Next = _active;
                }

                (_active, _tail, _count) = (null, null, 0);
                _oldestMs = Math.Min(_oldestMs, _activeOldestMs);
                _newestMs = Math.Max(_newestMs, _activeNewestMs);
                (_activeOldestMs, _activeNewestMs) = (long.MaxValue, long.MinValue);
            }

            Decode(_flushing, into);
            return _last.Encode();
        }
    }

    /// <summary>The database has what <see cref="BeginFlush"/> moved aside. Returns the memory that became free.</summary>
    public long EndFlush()
    {
        lock (_gate)
        {
            var freed = memory.Return(_flushing);
            _flushing = null;
            (_oldestMs, _newestMs) = (long.MaxValue, long.MinValue);
            return freed;
        }
    }

    /// <summary>Forgets everything. Returns the memory that became free.</summary>
    public long Clear()
    {
        lock (_gate)
        {
            var freed = EndFlush() + memory.Return(_active);
            (_active, _tail, _count) = (null, null, 0);
            (_activeOldestMs, _activeNewestMs) = (long.MaxValue, long.MinValue);
            _last = new LastTable();
            return freed;
        }
    }

    /// <summary>The part that takes the next reading, which is at most so long.</summary>
    private HeadPart PartFor(int length, out int grownBytes)
    {
        grownBytes = 0;
        if (_tail is { } tail && tail.Bytes.Length - tail.Length >= length) return tail;
        var part = memory.Rent(length, isFirst: _tail is null);
        grownBytes = part.Bytes.Length;
        if (_tail is null) _active = part;
        else _tail.Next = part;
        return _tail = part;
    }

    private void Decode(HeadPart? chain, ReadingBatch into)
    {
        for (var part = chain; part is not null; part = part.Next)
        {
            var reader = new SpanReader(part.Bytes.AsSpan(0, part.Length));
            for (var i = 0; i < part.Count; i++) ReadingCodec.Read(ref reader, Source, into);
        }
    }
}
