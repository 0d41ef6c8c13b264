using Facilities.Telemetry;

namespace Facilities.Storage.TimeSeries.RollUps;

/// <summary>Which level answers a query, by what of a source is rolled up and what is gone; the same for every store. Pure.</summary>
internal static class LevelChoice
{
    /// <summary>The coarsest level that says what the samples would say; where that needs what is gone, the finest that reaches back far enough.</summary>
    public static RollUpLevel For(AggregateQuery query, Upkeep upkeep)
    {
        if (upkeep.RolledThroughUnixMs <= query.FromUnixMs) return RollUpLevel.Raw;
        for (var exact = RollUpLevels.CoarsestExact(query); exact >= RollUpLevel.Raw; exact--)
        {
            if (Reaches(exact)) return exact;
        }

        var best = RollUpLevel.Raw;
        for (var level = RollUpLevel.Raw; level <= RollUpLevel.Day; level++)
        {
            if (Reaches(level)) return level;
            if (upkeep.GoneBefore(query.Point, level) < upkeep.GoneBefore(query.Point, best)) best = level;
        }

        return best;

        bool Reaches(RollUpLevel level) =>
            upkeep.Makes(query.Point, level)
            && (upkeep.GoneBefore(query.Point, level) <= query.FromUnixMs || upkeep.IsWhollyPinned(level, query.FromUnixMs, query.ToUnixMs));
    }
}
