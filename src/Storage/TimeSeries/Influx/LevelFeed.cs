using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.Influx;

/// <summary>Gives a fold what a level says of a stretch: buckets where the days are rolled up, samples elsewhere. For one query.</summary>
internal sealed class LevelFeed(RollUpServer rollUps, SeriesReader samples, SeriesName name, ushort point, RollUpLevel level, SourceUpkeep known, WindowFold fold)
{
    private static readonly long DayMs = RollUpLevel.Day.BucketMs();

    /// <summary>The whole query, with what stood before it where that counts.</summary>
    public async ValueTask FeedAsync(AggregateQuery query, CancellationToken cancellationToken)
    {
        if (fold.NeedsSampleBefore)
        {
            var earliest = EarliestOf(query);
            var near = Math.Max(earliest, query.FromUnixMs - DayMs);
            await FeedAsync(near, query.FromUnixMs, cancellationToken).ConfigureAwait(false);
            if (!fold.HasSampleBefore && earliest < near) await FeedAsync(earliest, near, cancellationToken).ConfigureAwait(false);
        }

        await FeedAsync(query.FromUnixMs, query.ToUnixMs, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where a sample may lie that still has a say in the query.</summary>
    public static long EarliestOf(AggregateQuery query)
    {
        var hold = query.TimeWeighted || query.Increase ? (long)WindowFold.Hold.TotalMilliseconds : 0;
        return Math.Max(long.MinValue + hold, query.FromUnixMs) - hold;
    }

    private async ValueTask FeedAsync(long fromUnixMs, long toUnixMs, CancellationToken cancellationToken)
    {
        if (fromUnixMs >= toUnixMs) return;
        var rolledTo = Math.Min(toUnixMs, known.Upkeep.RolledThroughUnixMs);
        var at = fromUnixMs;
        if (level != RollUpLevel.Raw && rolledTo > fromUnixMs)
        {
            var gone = Math.Max(known.Upkeep.GoneBefore(point, RollUpLevel.Raw), known.Upkeep.SamplesFromUnixMs);
            // A day whose samples are gone stays as it was rolled up.
            foreach (var day in known.LateDays.Select(static day => day.StartUnixMs).Where(day => day >= gone && day + DayMs > fromUnixMs && day < rolledTo))
            {
                var from = Math.Max(at, day);
                await FeedBucketsAsync(at, from, cancellationToken).ConfigureAwait(false);
                at = Math.Min(rolledTo, day + DayMs);
                await ScanAsync(from, at, cancellationToken).ConfigureAwait(false);
            }

            await FeedBucketsAsync(at, rolledTo, cancellationToken).ConfigureAwait(false);
            at = rolledTo;
        }

        await ScanAsync(at, toUnixMs, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask FeedBucketsAsync(long fromUnixMs, long toUnixMs, CancellationToken cancellationToken)
    {
        if (fromUnixMs >= toUnixMs) return;
        await foreach (var (_, bucket) in rollUps.BucketsAsync(name, level, point, fromUnixMs, toUnixMs, cancellationToken).ConfigureAwait(false))
            fold.AddBucket(bucket, bucket.StartUnixMs + level.BucketMs());
    }

    private async ValueTask ScanAsync(long fromUnixMs, long toUnixMs, CancellationToken cancellationToken)
    {
        if (fromUnixMs < toUnixMs) await samples.ScanAsync(name, point, fromUnixMs, toUnixMs, int.MaxValue, new WindowSink(fold), cancellationToken).ConfigureAwait(false);
    }
}
