using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.RollUps;

/// <summary>The part of a stretch whose samples are gone, and the level that still knows how many there were.</summary>
internal readonly record struct CountedStretch(RollUpLevel Level, long FromUnixMs, long ToUnixMs)
{
    /// <summary>Null where all samples are there, or nothing else is; and where all of what is asked is pinned, though what reaches into it from before is gone.</summary>
    /// <param name="fromUnixMs">The query's beginning and what reaches into it.</param>
    public static CountedStretch? Of(Upkeep upkeep, CoverageQuery query, long fromUnixMs)
    {
        var (point, toUnixMs) = (query.Point, query.ToUnixMs);
        var gone = Gone(upkeep, point, RollUpLevel.Raw);
        if (gone <= fromUnixMs || upkeep.IsWhollyPinned(RollUpLevel.Raw, query.FromUnixMs, toUnixMs)) return null;
        var best = RollUpLevel.Raw;
        for (var level = RollUpLevel.Minute; level <= RollUpLevel.Day; level++)
        {
            var goneOfLevel = Gone(upkeep, point, level);
            if (goneOfLevel == Upkeep.NotMade) continue;
            if (best == RollUpLevel.Raw || goneOfLevel < Gone(upkeep, point, best)) best = level;
            if (goneOfLevel <= fromUnixMs) break;
        }

        return best == RollUpLevel.Raw ? null : new CountedStretch(best, best.BucketOf(fromUnixMs), Math.Min(gone, toUnixMs));
    }

    /// <summary>Keeps the bucket if it lies in the stretch and none of its instant counted more.</summary>
    public void Take(in RollUpBucket bucket, SortedDictionary<long, RollUpBucket> into)
    {
        if (bucket.Count == 0 || bucket.StartUnixMs < FromUnixMs || bucket.StartUnixMs >= ToUnixMs) return;
        if (!into.TryGetValue(bucket.StartUnixMs, out var known) || known.Count < bucket.Count) into[bucket.StartUnixMs] = bucket;
    }

    /// <summary>Without a point: before this the samples of some point are gone.</summary>
    private static long Gone(Upkeep upkeep, ushort? point, RollUpLevel level)
    {
        var gone = upkeep.GoneBefore(point, level);
        if (point is not null) return gone;
        foreach (var other in upkeep.Points) gone = Math.Max(gone, upkeep.GoneBefore(other, level));
        return gone;
    }
}
