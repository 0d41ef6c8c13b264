using Facilities.Storage.TimeSeries.RollUps;
using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries;

internal sealed partial class StoreReader
{
    private static readonly long DayMs = RollUpLevel.Day.BucketMs();

    private readonly RollUpFormat _format = new();
    private readonly SortedDictionary<ushort, List<RollUpBucket>> _buckets = [];

    /// <summary>
    /// Answers from the level that <see cref="LevelChoice"/> says. Days whose samples changed since they were rolled up, and those not rolled up yet, come
    /// from the samples, so the answer never depends on when the last maintenance ran.
    /// </summary>
    public SeriesAggregates Aggregate(SourceState state, AggregateQuery query, CancellationToken cancellationToken)
    {
        var compares = query.TimeWeighted || query.Increase;
        var hold = (long)WindowFold.Hold.TotalMilliseconds;
        var earliest = compares ? Math.Max(long.MinValue + hold, query.FromUnixMs) - hold : query.FromUnixMs;
        using var snapshot = Hold(state, earliest, query.ToUnixMs);
        var upkeep = _rollUps.UpkeepOf(state.Source);
        var level = LevelChoice.For(query, upkeep);
        // Where samples are gone there is no percentile, and one of the days that still have them would pass for the whole window's.
        var fold = new WindowFold(level == RollUpLevel.Raw ? query : query with { Percentile = null });
        var feed = new LevelFeed(state, query.Point, level, upkeep, fold, cancellationToken);
        if (compares)
        {
            var near = Math.Max(earliest, query.FromUnixMs - DayMs);
            Feed(feed, near, query.FromUnixMs);
            if (!fold.HasSampleBefore && earliest < near) Feed(feed, earliest, near);
        }

        Feed(feed, query.FromUnixMs, query.ToUnixMs);
        return new SeriesAggregates(level, fold.Finish());
    }

    /// <summary>Gives a stretch to the fold: buckets where the days are rolled up, samples elsewhere.</summary>
    private void Feed(in LevelFeed feed, long fromUnixMs, long toUnixMs)
    {
        if (fromUnixMs >= toUnixMs) return;
        var sink = new WindowSink(feed.Fold);
        var rolledTo = Math.Min(toUnixMs, feed.Upkeep.RolledThroughUnixMs);
        if (feed.Level == RollUpLevel.Raw || rolledTo <= fromUnixMs)
        {
            Scan(feed.State, feed.Point, fromUnixMs, toUnixMs, sink, feed.CancellationToken);
            return;
        }

        var at = fromUnixMs;
        foreach (var day in DaysFromSamples(feed, fromUnixMs, rolledTo))
        {
            var from = Math.Max(at, day);
            FeedBuckets(feed, at, from);
            at = Math.Min(rolledTo, day + DayMs);
            Scan(feed.State, feed.Point, from, at, sink, feed.CancellationToken);
        }

        FeedBuckets(feed, at, rolledTo);
        if (rolledTo < toUnixMs) Scan(feed.State, feed.Point, rolledTo, toUnixMs, sink, feed.CancellationToken);
    }

    /// <summary>Days before <paramref name="rolledToUnixMs"/> whose buckets don't know all samples; not those whose older samples are gone.</summary>
    private SortedSet<long> DaysFromSamples(in LevelFeed feed, long fromUnixMs, long rolledToUnixMs)
    {
        var first = RollUpLevel.Day.BucketOf(Math.Max(long.MinValue + DayMs, fromUnixMs));
        var days = new SortedSet<long>(_rollUps.PendingDays(feed.State.Source, first, rolledToUnixMs));
        for (var i = 0; i < _head.Count; i++)
        {
            var time = _head[i].EventTimeUnixMs;
            if (time >= first && time < rolledToUnixMs) days.Add(RollUpLevel.Day.BucketOf(time));
        }

        var gone = feed.Upkeep.GoneBefore(feed.Point, RollUpLevel.Raw);
        days.RemoveWhere(day => day < gone);
        return days;
    }

    private void FeedBuckets(in LevelFeed feed, long fromUnixMs, long toUnixMs)
    {
        if (fromUnixMs >= toUnixMs) return;
        foreach (var (start, data) in _rollUps.Chunks(feed.State.Source, feed.Level, fromUnixMs, toUnixMs))
        {
            feed.CancellationToken.ThrowIfCancellationRequested();
            _buckets.Clear();
            try
            {
                _format.Decode(feed.Level, start, data, feed.Point, _buckets);
            }
            catch (InvalidDataException e)
            {
                _damaged(feed.State.Source, new BlockPlace(0, start, start + RollUpFormat.ChunkMs(feed.Level) - 1, 0), e.Message);
                continue;
            }

            if (!_buckets.TryGetValue(feed.Point, out var buckets)) continue;
            foreach (var bucket in buckets)
            {
                if (bucket.StartUnixMs >= fromUnixMs && bucket.StartUnixMs < toUnixMs) feed.Fold.AddBucket(bucket, bucket.StartUnixMs + feed.Level.BucketMs());
            }
        }
    }

    private readonly record struct LevelFeed(
        SourceState State, ushort Point, RollUpLevel Level, Upkeep Upkeep, WindowFold Fold, CancellationToken CancellationToken);
}
