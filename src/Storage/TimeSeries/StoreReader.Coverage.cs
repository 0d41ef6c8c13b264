using Facilities.Storage.TimeSeries.RollUps;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

internal sealed partial class StoreReader
{
    /// <summary>Gives the fold the times of usable samples; where they are gone, what the finest roll-up that is left counted.</summary>
    public void Cover(SourceState state, CoverageQuery query, CoverageFold fold, CancellationToken cancellationToken)
    {
        var from = query.FromUnixMs - CoverageCount.Reach(query.ExpectedInterval);
        using var snapshot = Hold(state, from, query.ToUnixMs);
        var upkeep = _rollUps.UpkeepOf(state.Source);
        var counted = CountedStretch.Of(upkeep, query, from);
        if (counted is { } rolledUp)
        {
            foreach (var bucket in Counted(state.Source, query.Point, rolledUp)) fold.AddCounted(bucket.FirstUnixMs, bucket.LastUnixMs, bucket.Count);
            from = rolledUp.ToUnixMs;
        }

        if (from < query.ToUnixMs) Scan(state, query.Point, from, query.ToUnixMs, new CoverageSink(fold), cancellationToken);
    }

    /// <summary>Of each bucket the point's, or without a point the one that counted most: at least so many instants had a usable value.</summary>
    private SortedDictionary<long, RollUpBucket>.ValueCollection Counted(SourceId source, ushort? point, CountedStretch stretch)
    {
        var buckets = new SortedDictionary<long, RollUpBucket>();
        foreach (var (start, data) in _rollUps.Chunks(source, stretch.Level, stretch.FromUnixMs, stretch.ToUnixMs))
        {
            _buckets.Clear();
            try
            {
                _format.Decode(stretch.Level, start, data, point, _buckets);
            }
            catch (InvalidDataException e)
            {
                _damaged(source, new BlockPlace(0, start, start + RollUpFormat.ChunkMs(stretch.Level) - 1, 0), e.Message);
                continue;
            }

            foreach (var (no, ofPoint) in _buckets)
            {
                if (point is not null && no != point) continue;
                foreach (var bucket in ofPoint) stretch.Take(bucket, buckets);
            }
        }

        return buckets.Values;
    }
}
