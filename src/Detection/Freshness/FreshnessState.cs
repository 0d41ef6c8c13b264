namespace Facilities.Detection;

/// <summary>Whether a value may be believed to be current.</summary>
public enum FreshnessState
{
    /// <summary>Nothing was ever reported; perhaps not installed.</summary>
    Never,

    Fresh,

    /// <summary>Older than three intervals (for points on change: the asset has been silent for three heartbeats).</summary>
    Stale,

    /// <summary>Reports, but not usable: NaN, outside the physical range, impossible jump or frozen.</summary>
    Bad,
}
