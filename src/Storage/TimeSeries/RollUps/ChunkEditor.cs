using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.RollUps;

/// <summary>
/// Puts days of buckets into the chunks of one source and level, a chunk at a time, days ascending, so that a chunk is decoded and written once.
/// Not thread-safe; inside a transaction.
/// </summary>
internal sealed class ChunkEditor(RollUpTables tables, RollUpFormat format, RollUpLevel level)
{
    private readonly SortedDictionary<ushort, List<RollUpBucket>> _points = [];
    private SourceId _source;
    private long? _chunk;

    /// <summary>Told of a chunk that couldn't be read: source, level, start of the chunk, what is wrong.</summary>
    public Action<SourceId, RollUpLevel, long, string>? Damaged { get; init; }

    public RollUpLevel Level => level;

    /// <summary>Replaces a point's buckets of a day.</summary>
    public void Replace(SourceId source, long dayUnixMs, ushort point, IReadOnlyList<RollUpBucket> buckets)
    {
        Open(source, dayUnixMs);
        if (!_points.TryGetValue(point, out var list)) _points.Add(point, list = []);
        list.RemoveAll(bucket => RollUpLevel.Day.BucketOf(bucket.StartUnixMs) == dayUnixMs);
        var at = list.FindIndex(bucket => bucket.StartUnixMs > dayUnixMs);
        list.InsertRange(at < 0 ? list.Count : at, buckets);
    }

    /// <summary>Takes out the buckets for which the answer is no; returns how many.</summary>
    public int Keep(SourceId source, long chunkUnixMs, Func<ushort, RollUpBucket, bool> isKept)
    {
        Open(source, chunkUnixMs);
        var removed = 0;
        foreach (var (point, list) in _points) removed += list.RemoveAll(bucket => !isKept(point, bucket));
        if (removed == 0) _chunk = null;
        return removed;
    }

    /// <summary>Writes the chunk that is open.</summary>
    public void Close()
    {
        if (_chunk is not { } chunk) return;
        foreach (var point in _points.Where(static p => p.Value.Count == 0).Select(static p => p.Key).ToList()) _points.Remove(point);
        if (_points.Count == 0) tables.DeleteChunk(_source, level, chunk);
        else tables.PutChunk(_source, level, chunk, format.Encode(level, chunk, _points));
        _chunk = null;
    }

    private void Open(SourceId source, long unixMs)
    {
        var chunk = RollUpFormat.ChunkOf(level, unixMs);
        if (_chunk == chunk && _source == source) return;
        Close();
        _points.Clear();
        (_source, _chunk) = (source, chunk);
        foreach (var (start, data) in tables.Chunks(source, level, chunk, chunk + 1))
        {
            try
            {
                format.Decode(level, start, data, null, _points);
            }
            catch (InvalidDataException e)
            {
                // Nobody can read it any more; what its samples still say is rolled up anew.
                _points.Clear();
                Damaged?.Invoke(source, level, start, e.Message);
            }
        }
    }
}
