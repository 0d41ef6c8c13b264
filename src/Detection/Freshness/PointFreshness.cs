namespace Facilities.Detection;

/// <summary>A point's last usable value and how current it is.</summary>
/// <param name="Point">Number of the point in its asset type.</param>
/// <param name="State">Fresh, stale, bad or never seen.</param>
/// <param name="Value">Last usable value; NaN when there is none.</param>
/// <param name="EventTimeUnixMs">Device time of that value; 0 when there is none.</param>
public readonly record struct PointFreshness(ushort Point, FreshnessState State, double Value, long EventTimeUnixMs);
