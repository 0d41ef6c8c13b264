namespace Facilities.Detection;

/// <summary>One signal that contributed to a finding, with the value it had then.</summary>
/// <param name="Signal">The point.</param>
/// <param name="Value">Its value in its own unit; NaN when it never reported.</param>
/// <param name="EventTimeUnixMs">When the device measured it.</param>
/// <param name="Expected">Learned or limiting value, where there is one.</param>
/// <param name="Deviation">Standard deviations from the expected value; only for learned detectors.</param>
public sealed record FindingEvidence(FindingSignal Signal, double Value, long EventTimeUnixMs, double? Expected, double? Deviation)
{
    /// <summary>Of a trend: days from <see cref="EventTimeUnixMs"/> until the limit, with the steep end of the slope's 90 % interval.</summary>
    public double? Earliest { get; init; }

    /// <summary>With the flat end; null: perhaps never.</summary>
    public double? Latest { get; init; }
}
