using Facilities.Storage.TimeSeries.RollUps;
using Facilities.Telemetry;
using Microsoft.Data.Sqlite;

namespace Facilities.Storage.TimeSeries;

/// <summary>
/// Turns heads into blocks. In time order a source's readings simply become the next block; a head that is still small takes the small blocks
/// before it along, each at most twice its size, so that a device which reports once an hour ends with whole blocks too and every reading is
/// rewritten a logarithmic number of times. Used by one thread at a time, inside a transaction.
/// </summary>
internal sealed class HeadFlusher(SqliteConnection connection, BlockWrites writes, int blockRows) : IDisposable
{
    // A piece of a head that is farther from the rest than this becomes a block of its own, and no block is longer than this:
    // queries look that far before a stretch for blocks that reach into it.
    private const long LongestGapMs = 2L * 24 * 3600 * 1000;
    private const long LongestSpanMs = 35L * 24 * 3600 * 1000;

    private readonly BlockQueries _queries = new(connection);
    private readonly RollUpTables _rollUps = new(connection);
    private readonly BlockEncoder _encoder = new();
    private readonly BlockReader _reader = new();
    private readonly RowOrder _order = new();
    private readonly ReadingBatch _rows = new();
    private readonly ReadingBatch _merged = new();
    private readonly List<BlockPlace> _tail = [];
    private readonly List<BlockPlace> _overlap = [];

    public long BlocksWritten { get; private set; }

    public long BlocksMerged { get; private set; }

    /// <summary>Writes what the source holds in memory. The caller ends the flush on the state once the transaction is committed.</summary>
    public void Flush(SourceState state, long through)
    {
        if (state.IsDeleted) return;
        _rows.Clear();
        var last = state.BeginFlush(_rows);
        if (_rows.Count > 0)
        {
            NoteDays(state);
            var rows = MergeSmallBlocks(state) ? _merged : _rows;
            state.MaximumSpanMs = Math.Max(state.MaximumSpanMs, WriteBlocks(state.Source, rows));
        }

        state.Through = Math.Max(state.Through, through);
        writes.PutSource(state.Source, state.Through, state.MaximumSpanMs, last);
    }

    public void Dispose()
    {
        _rollUps.Dispose();
        _queries.Dispose();
    }

    /// <summary>The days of the new readings wait to be rolled up, again if they were before.</summary>
    private void NoteDays(SourceState state)
    {
        var day = state.NotedDayUnixMs;
        var length = RollUpLevel.Day.BucketMs();
        for (var i = 0; i < _rows.Count; i++)
        {
            var time = _rows[i].EventTimeUnixMs;
            if (day != long.MinValue && time >= day && time - day < length) continue;
            day = RollUpLevel.Day.BucketOf(time);
            _rollUps.NotePending(state.Source, day);
        }

        state.NotedDayUnixMs = day;
    }

    /// <summary>Puts small neighbouring blocks and the head together into <see cref="_merged"/>; false when there are none to take.</summary>
    private bool MergeSmallBlocks(SourceState state)
    {
        if (_rows.Count >= blockRows / 2) return false;
        long oldest = long.MaxValue, newest = long.MinValue;
        for (var i = 0; i < _rows.Count; i++)
        {
            oldest = Math.Min(oldest, _rows[i].EventTimeUnixMs);
            newest = Math.Max(newest, _rows[i].EventTimeUnixMs);
        }

        _tail.Clear();
        _queries.FindTail(state.Source, newest, _tail);
        var taken = 0;
        var rows = _rows.Count;
        while (taken < _tail.Count && IsWorthTaking(_tail[taken], rows, oldest, newest))
        {
            rows += _tail[taken].Rows;
            newest = Math.Max(newest, _tail[taken].EndUnixMs);
            oldest = Math.Min(oldest, _tail[taken++].StartUnixMs);
        }

        // The new block wins over all others. That is right only if nothing it takes along is overlapped by a block that stays.
        if (taken == 0) return false;
        _overlap.Clear();
        _queries.Find(state.Source, oldest, newest + 1, state.MaximumSpanMs, _overlap);
        if (_overlap.Count != taken) return false;
        return TryReadBlocks(state.Source, taken);
    }

    private bool IsWorthTaking(BlockPlace block, int rows, long oldest, long newest) =>
        block.Rows <= 2 * rows
        && block.Rows + rows <= 2 * blockRows
        && oldest - block.EndUnixMs <= LongestGapMs
        && Math.Max(newest, block.EndUnixMs) - Math.Min(oldest, block.StartUnixMs) <= LongestSpanMs;

    private bool TryReadBlocks(SourceId source, int taken)
    {
        _merged.Clear();
        _overlap.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        try
        {
            foreach (var place in _overlap)
            {
                _reader.Open(_queries.Read(place.Id));
                _reader.ReadRows(source, _merged);
            }
        }
        catch (InvalidDataException)
        {
            // A damaged block stays where the integrity check can name it.
            return false;
        }

        foreach (var place in _overlap) writes.Delete(place.Id);
        for (var i = 0; i < _rows.Count; i++) _merged.Add(_rows[i]);
        BlocksMerged += taken;
        return true;
    }

    /// <summary>Writes readings as blocks, cut at long gaps and where there are too many for one; returns the longest span.</summary>
    private long WriteBlocks(SourceId source, ReadingBatch rows)
    {
        var order = _order.Sort(rows);
        var longest = 0L;
        while (!order.IsEmpty)
        {
            var length = PieceLength(rows, order);
            var data = _encoder.Encode(rows, order[..length]);
            writes.Insert(source, _encoder.StartUnixMs, _encoder.EndUnixMs, _encoder.Rows, data);
            longest = Math.Max(longest, _encoder.EndUnixMs - _encoder.StartUnixMs);
            BlocksWritten++;
            order = order[length..];
        }

        return longest;
    }

    private int PieceLength(ReadingBatch rows, ReadOnlySpan<int> order)
    {
        // Evenly: 500 readings are two blocks of 250, not one of 480 and one of 20.
        var most = order.Length <= 2 * blockRows ? order.Length : (int)Math.Ceiling(order.Length / Math.Ceiling(order.Length / (1.5 * blockRows)));
        var start = rows[order[0]].EventTimeUnixMs;
        var length = 1;
        for (var previous = start; length < order.Length; length++)
        {
            var time = rows[order[length]].EventTimeUnixMs;
            if (time - previous > LongestGapMs || time - start > LongestSpanMs) break;
            // Readings of one instant stay together: they become one row.
            if (length >= most && time != previous) break;
            previous = time;
        }

        return length;
    }
}
