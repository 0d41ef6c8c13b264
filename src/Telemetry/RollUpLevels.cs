namespace Facilities.Telemetry;

/// <summary>The lengths of the roll-up levels' buckets, and which level can answer a query exactly.</summary>
public static class RollUpLevels
{
    /// <summary>The levels that are made, finest first.</summary>
    public static IReadOnlyList<RollUpLevel> Made { get; } = [RollUpLevel.Minute, RollUpLevel.Hour, RollUpLevel.Day];

    /// <summary>Length of the level's buckets, milliseconds, counted from 1970; 1 for raw.</summary>
    public static long BucketMs(this RollUpLevel level) => level switch
    {
        RollUpLevel.Raw => 1,
        RollUpLevel.Minute => 60_000,
        RollUpLevel.Hour => 3_600_000,
        _ => 86_400_000,
    };

    /// <summary>Start of the level's bucket that holds the instant.</summary>
    public static long BucketOf(this RollUpLevel level, long unixMs)
    {
        var length = level.BucketMs();
        var rest = unixMs % length;
        return unixMs - (rest < 0 ? rest + length : rest);
    }

    /// <summary>
    /// The coarsest level whose buckets never cross an edge of the query's windows, so that it says what the samples would say.
    /// A percentile needs the samples.
    /// </summary>
    public static RollUpLevel CoarsestExact(AggregateQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Percentile is not null) return RollUpLevel.Raw;
        for (var level = RollUpLevel.Day; level > RollUpLevel.Raw; level--)
        {
            var bucket = level.BucketMs();
            if (query.FromUnixMs % bucket == 0 && query.ToUnixMs % bucket == 0 && query.Windows.IsAlignedTo(bucket, query.FromUnixMs, query.ToUnixMs)) return level;
        }

        return RollUpLevel.Raw;
    }
}
