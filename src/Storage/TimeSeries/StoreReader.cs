using Facilities.Storage.TimeSeries.RollUps;
using Facilities.Telemetry;
using Microsoft.Data.Sqlite;

namespace Facilities.Storage.TimeSeries;

/// <summary>
/// One query at a time over the database and a source's head. Blocks that overlap in time form a cluster, and only clusters are merged:
/// sorted by time, where the later write wins. A block alone goes straight from its columns to the sink, or by its summary.
/// Damaged blocks are reported and left out. Not thread-safe.
/// </summary>
internal sealed partial class StoreReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly BlockQueries _queries;
    private readonly RollUpTables _rollUps;
    private readonly Action<SourceId, BlockPlace, string> _damaged;
    private readonly BlockReader _block = new();
    private readonly ReadingBatch _head = new();
    private readonly ReadingBatch _rows = new();
    private readonly RowOrder _order = new();
    private readonly List<BlockPlace> _places = [];
    private readonly List<(long Time, long Rank, double Value)> _merge = [];
    private readonly bool[] _usable = new bool[BlockFormat.MostRows];
    private bool _isHeld;

    public StoreReader(string path, Action<SourceId, BlockPlace, string> damaged)
    {
        _connection = TelemetrySchema.OpenForReading(path);
        _queries = new BlockQueries(_connection);
        _rollUps = new RollUpTables(_connection);
        _damaged = damaged;
    }

    /// <summary>Gives the sink a point's samples in [from, to), or, without a point, a zero for every row with a usable value.</summary>
    public void Scan(SourceState state, ushort? point, long fromUnixMs, long toUnixMs, ISeriesSink sink, CancellationToken cancellationToken)
    {
        using var snapshot = Locate(state, fromUnixMs, toUnixMs);
        var (headOldest, headNewest) = HeadSpan();
        var isHeadDone = _head.Count == 0;
        for (var i = 0; i < _places.Count && !sink.IsDone;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var first = _places[i];
            if (!isHeadDone && headNewest < first.StartUnixMs)
            {
                AddHead(point);
                isHeadDone = true;
                Emit(fromUnixMs, toUnixMs, sink);
                continue;
            }

            var end = first.EndUnixMs;
            var next = i + 1;
            var joinsHead = !isHeadDone && headOldest <= end;
            if (joinsHead) end = Math.Max(end, headNewest);
            while (next < _places.Count && _places[next].StartUnixMs <= end)
            {
                end = Math.Max(end, _places[next++].EndUnixMs);
                if (isHeadDone || joinsHead || headOldest > end) continue;
                joinsHead = true;
                end = Math.Max(end, headNewest);
            }

            if (next == i + 1 && !joinsHead)
            {
                ScanAlone(state.Source, first, point, fromUnixMs, toUnixMs, sink);
            }
            else
            {
                for (var j = i; j < next; j++) AddBlock(state.Source, _places[j], point, fromUnixMs, toUnixMs);
                if (joinsHead) AddHead(point);
                isHeadDone |= joinsHead;
                Emit(fromUnixMs, toUnixMs, sink);
            }

            i = next;
        }

        if (isHeadDone || sink.IsDone) return;
        AddHead(point);
        Emit(fromUnixMs, toUnixMs, sink);
    }

    /// <summary>Adds whole readings in [from, to) to the batch, ascending, at most so many.</summary>
    public void ReadRows(SourceState state, long fromUnixMs, long toUnixMs, int limit, ReadingBatch into, CancellationToken cancellationToken)
    {
        using var snapshot = Locate(state, fromUnixMs, toUnixMs);
        var (headOldest, _) = HeadSpan();
        var most = into.Count + limit;
        for (var i = 0; i < _places.Count && into.Count < most;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _rows.Clear();
            var end = _places[i].EndUnixMs;
            var next = i;
            for (; next < _places.Count && (next == i || _places[next].StartUnixMs <= end); next++) end = Math.Max(end, _places[next].EndUnixMs);
            // From the head's first instant on everything is one cluster: readings come whole and the head is small.
            if (_head.Count > 0 && headOldest <= end) next = _places.Count;
            var cluster = _places[i..next];
            cluster.Sort(static (a, b) => a.Id.CompareTo(b.Id));
            foreach (var place in cluster) AddRows(state.Source, place);
            if (next == _places.Count) AddHeadRows();
            MergeRows(fromUnixMs, toUnixMs, most, into);
            i = next;
        }

        if (_places.Count > 0) return;
        _rows.Clear();
        AddHeadRows();
        MergeRows(fromUnixMs, toUnixMs, most, into);
    }

    public void Dispose()
    {
        _rollUps.Dispose();
        _queries.Dispose();
        _connection.Dispose();
    }

    /// <summary>Finds the blocks of a stretch, in a snapshot of its own unless one is <see cref="Hold">held</see>.</summary>
    private Snapshot Locate(SourceState state, long fromUnixMs, long toUnixMs)
    {
        _merge.Clear();
        var snapshot = _isHeld ? default : Hold(state, fromUnixMs, toUnixMs);
        long span;
        do
        {
            // The first look fixes what this query sees. A flush just before it may have made a longer block than was known: look again.
            span = state.MaximumSpanMs;
            _places.Clear();
            _queries.Find(state.Source, fromUnixMs, toUnixMs, span, _places);
        }
        while (span < state.MaximumSpanMs);

        return snapshot;
    }

    /// <summary>The head first, then the database: what a flush moves in between is seen twice rather than not at all.</summary>
    private Snapshot Hold(SourceState state, long fromUnixMs, long toUnixMs)
    {
        _head.Clear();
        state.CopyHead(fromUnixMs, toUnixMs, _head);
        return new Snapshot(this);
    }

    private (long Oldest, long Newest) HeadSpan()
    {
        long oldest = long.MaxValue, newest = long.MinValue;
        for (var i = 0; i < _head.Count; i++)
        {
            oldest = Math.Min(oldest, _head[i].EventTimeUnixMs);
            newest = Math.Max(newest, _head[i].EventTimeUnixMs);
        }

        return (oldest, newest);
    }

    private bool TryOpen(SourceId source, BlockPlace place)
    {
        try
        {
            _block.Open(_queries.Read(place.Id));
            return true;
        }
        catch (InvalidDataException e)
        {
            _damaged(source, place, e.Message);
            return false;
        }
    }

    private void ScanAlone(SourceId source, BlockPlace place, ushort? point, long fromUnixMs, long toUnixMs, ISeriesSink sink)
    {
        if (!TryOpen(source, place)) return;
        var isInside = place.StartUnixMs >= fromUnixMs && place.EndUnixMs < toUnixMs;
        if (point is { } no && isInside && sink.TakesSummary(place.StartUnixMs, place.EndUnixMs))
        {
            if (_block.SummaryOf(no) is { } summary) sink.AddSummary(place.StartUnixMs, summary);
            return;
        }

        AddOpened(place, point, fromUnixMs, toUnixMs);
        Emit(fromUnixMs, toUnixMs, sink, isSorted: true);
    }

    private void AddBlock(SourceId source, BlockPlace place, ushort? point, long fromUnixMs, long toUnixMs)
    {
        if (TryOpen(source, place)) AddOpened(place, point, fromUnixMs, toUnixMs);
    }

    private void AddOpened(BlockPlace place, ushort? point, long fromUnixMs, long toUnixMs)
    {
        if (point is not { } no)
        {
            _block.ReadTimes();
            _block.ReadUsableRows(_usable);
            for (var row = 0; row < _block.Rows; row++)
            {
                if (_usable[row]) _merge.Add((_block.Times[row], place.Id, 0));
            }
        }
        else if (_block.TryReadColumn(no))
        {
            _block.ReadTimes();
            var times = _block.Times;
            var values = _block.Values;
            var rows = _block.ValueRows;
            for (var i = 0; i < values.Length; i++)
            {
                var time = times[rows[i]];
                if (time >= fromUnixMs && time < toUnixMs) _merge.Add((time, place.Id, values[i]));
            }
        }
    }

    private void AddHead(ushort? point)
    {
        for (var i = 0; i < _head.Count; i++)
        {
            var reading = _head[i];
            foreach (var value in reading.Values)
            {
                // Newer than any block, and among themselves in the order of writing.
                if (point is null ? double.IsNaN(value.Value) : value.Point != point) continue;
                _merge.Add((reading.EventTimeUnixMs, (1L << 62) + _merge.Count, point is null ? 0 : value.Value));
                if (point is null) break;
            }
        }
    }

    private void Emit(long fromUnixMs, long toUnixMs, ISeriesSink sink, bool isSorted = false)
    {
        if (!isSorted) _merge.Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Rank.CompareTo(b.Rank));
        for (var i = 0; i < _merge.Count && !sink.IsDone; i++)
        {
            var (time, _, value) = _merge[i];
            if (time < fromUnixMs || time >= toUnixMs) continue;
            if (i + 1 < _merge.Count && _merge[i + 1].Time == time) continue;
            sink.Add(time, value);
        }

        _merge.Clear();
    }

    private void AddRows(SourceId source, BlockPlace place)
    {
        if (TryOpen(source, place)) _block.ReadRows(source, _rows);
    }

    private void AddHeadRows()
    {
        for (var i = 0; i < _head.Count; i++) _rows.Add(_head[i]);
    }

    private void MergeRows(long fromUnixMs, long toUnixMs, int most, ReadingBatch into)
    {
        var order = _order.Sort(_rows);
        for (var i = 0; i < order.Length && into.Count < most;)
        {
            var reading = _rows[order[i]];
            var next = i + 1;
            while (next < order.Length && _rows[order[next]].EventTimeUnixMs == reading.EventTimeUnixMs) next++;
            if (reading.EventTimeUnixMs >= fromUnixMs && reading.EventTimeUnixMs < toUnixMs)
            {
                if (next == i + 1) into.Add(reading);
                else AddMerged(order[i..next], into);
            }

            i = next;
        }
    }

    /// <summary>Readings of the same instant become one: of each point the value written last, the rest from the last of them.</summary>
    private void AddMerged(ReadOnlySpan<int> same, ReadingBatch into)
    {
        var values = new List<PointValue>();
        foreach (var index in same)
        {
            foreach (var value in _rows[index].Values)
            {
                var at = values.FindIndex(v => v.Point == value.Point);
                if (at < 0) values.Add(value);
                else values[at] = value;
            }
        }

        var last = _rows[same[^1]];
        into.Add(last.Source, last.EventTimeUnixMs, last.ReceiveTimeUnixMs, last.Flags, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values));
    }

    /// <summary>A read transaction: the blocks that were found stay until they have been read. The default one does nothing.</summary>
    private readonly ref struct Snapshot
    {
        private readonly StoreReader? _reader;

        public Snapshot(StoreReader reader)
        {
            _reader = reader;
            reader._connection.Execute("BEGIN");
            reader._isHeld = true;
        }

        public void Dispose()
        {
            if (_reader is null) return;
            _reader._isHeld = false;
            _reader._connection.Execute("COMMIT");
        }
    }
}
