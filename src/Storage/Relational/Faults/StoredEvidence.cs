namespace Facilities.Storage.Relational.Faults;

/// <summary>One signal that contributed to a finding, with the value it had then.</summary>
/// <param name="Point">Number of the point in its asset type.</param>
/// <param name="Key">Its key.</param>
/// <param name="Value">In its own unit; null when it never reported.</param>
/// <param name="EventTimeUnixMs">When the device measured it.</param>
/// <param name="Expected">Learned or limiting value, where there is one.</param>
/// <param name="Deviation">In σ; only from learned detectors.</param>
public sealed record StoredEvidence(ushort Point, string Key, double? Value, long EventTimeUnixMs, double? Expected, double? Deviation)
{
    /// <summary>Of a trend: days until the limit at the earliest.</summary>
    public double? Earliest { get; init; }

    /// <summary>At the latest; null: perhaps never.</summary>
    public double? Latest { get; init; }
}
