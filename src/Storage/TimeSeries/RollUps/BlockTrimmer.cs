using Facilities.Telemetry;
using Microsoft.Data.Sqlite;

namespace Facilities.Storage.TimeSeries.RollUps;

/// <summary>
/// Takes out of a source's blocks the samples that are gone by its upkeep: whole blocks where it can, else the block is written anew under its id, so
/// that it keeps its rank among those that overlap it. Used by one thread at a time, inside a transaction.
/// </summary>
internal sealed class BlockTrimmer(SqliteConnection connection, BlockWrites writes) : IDisposable
{
    private readonly BlockQueries _queries = new(connection);
    private readonly BlockReader _reader = new();
    private readonly BlockEncoder _encoder = new();
    private readonly RowOrder _order = new();
    private readonly ReadingBatch _rows = new();
    private readonly ReadingBatch _kept = new();
    private readonly List<PointValue> _values = [];
    private readonly List<BlockPlace> _places = [];
    private readonly HashSet<long> _done = [];

    /// <summary>Returns the number of blocks that were removed or cut down.</summary>
    public long Trim(SourceState state, Upkeep target, IReadOnlyList<TimeSpanUnixMs> stretches)
    {
        _done.Clear();
        var removed = 0L;
        foreach (var stretch in stretches)
        {
            _places.Clear();
            _queries.Find(state.Source, stretch.FromUnixMs, stretch.ToUnixMs, state.MaximumSpanMs, _places);
            foreach (var place in _places)
            {
                if (_done.Add(place.Id) && TrimBlock(state.Source, place, target)) removed++;
            }
        }

        return removed;
    }

    public void Dispose() => _queries.Dispose();

    private bool TrimBlock(SourceId source, BlockPlace place, Upkeep target)
    {
        if (target.Points.Count == 0 && place.EndUnixMs < target.GoneBefore(null, RollUpLevel.Raw) && !target.IsPinned(RollUpLevel.Raw, place.StartUnixMs, place.EndUnixMs + 1))
        {
            writes.Delete(place.Id);
            return true;
        }

        if (!TryRead(source, place)) return false;
        _kept.Clear();
        var isCut = false;
        for (var i = 0; i < _rows.Count; i++)
        {
            var reading = _rows[i];
            var isPinned = target.IsPinned(RollUpLevel.Raw, reading.EventTimeUnixMs, reading.EventTimeUnixMs + 1);
            _values.Clear();
            foreach (var value in reading.Values)
            {
                if (isPinned || reading.EventTimeUnixMs >= target.GoneBefore(value.Point, RollUpLevel.Raw)) _values.Add(value);
            }

            isCut |= _values.Count < reading.Values.Length;
            if (_values.Count == 0) continue;
            _kept.Add(
                source, reading.EventTimeUnixMs, reading.ReceiveTimeUnixMs, reading.Flags, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values));
        }

        if (!isCut) return false;
        if (_kept.Count == 0)
        {
            writes.Delete(place.Id);
            return true;
        }

        var data = _encoder.Encode(_kept, _order.Sort(_kept));
        writes.Replace(place.Id, _encoder.StartUnixMs, _encoder.EndUnixMs, _encoder.Rows, data);
        return true;
    }

    private bool TryRead(SourceId source, BlockPlace place)
    {
        _rows.Clear();
        try
        {
            _reader.Open(_queries.Read(place.Id));
            _reader.ReadRows(source, _rows);
            return true;
        }
        catch (InvalidDataException)
        {
            // A damaged block stays where the integrity check can name it.
            return false;
        }
    }
}
