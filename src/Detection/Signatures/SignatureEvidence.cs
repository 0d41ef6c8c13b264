using Facilities.Telemetry;

namespace Facilities.Detection.Signatures;

/// <summary>What is stored around a claim.</summary>
public sealed record SignatureEvidence
{
    /// <summary>In which the work is looked for: the claimed time and what lies around it.</summary>
    public required TimeSpanUnixMs Window { get; init; }

    /// <summary>Samples by point key, ascending, from <see cref="SignatureMatcher.Lookback"/> before the window to its end; on-change points hold their value.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Sample>> Series { get; init; }

    /// <summary>Stretches of the window in which nothing was heard of the asset: nothing is held across them.</summary>
    public required IReadOnlyList<TimeSpanUnixMs> Gaps { get; init; }

    /// <summary>Covered share, 0 to 1: of the hour before, of the window, of the hour after.</summary>
    public required double CoverageBefore { get; init; }

    public required double CoverageWithin { get; init; }

    public required double CoverageAfter { get; init; }
}
