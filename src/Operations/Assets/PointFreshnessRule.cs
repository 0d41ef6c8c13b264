using Facilities.Detection;
using Facilities.Telemetry;

namespace Facilities.Operations.Assets;

/// <summary>
/// Whether a stored value may still be shown as current: within three intervals of its point; a value on change as long as its asset's
/// heartbeat is heard. Judged from the store, so that it holds in every process.
/// </summary>
internal static class PointFreshnessRule
{
    private const int Intervals = 3;

    public static FreshnessState StateOf(PointDefinition point, TimeSpan heartbeat, in LastValue value, long newestOfAssetMs, long nowMs)
    {
        if (double.IsNaN(value.Value)) return FreshnessState.Bad;
        var fresh = point.Interval is { } interval
            ? nowMs - value.TimestampUnixMs <= Intervals * (long)interval.TotalMilliseconds
            : nowMs - newestOfAssetMs <= Intervals * (long)heartbeat.TotalMilliseconds;
        return fresh ? FreshnessState.Fresh : FreshnessState.Stale;
    }
}
