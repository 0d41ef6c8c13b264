namespace Facilities.Telemetry;

/// <summary>
/// How much of a stretch of time the samples vouch for. A sample covers one expected interval; where the next one comes within
/// <see cref="Tolerance"/> intervals the whole way to it is covered, so that jitter is no gap. What remains uncovered is a gap.
/// </summary>
public sealed record Coverage
{
    /// <summary>The next sample may be late by half an interval before a gap is seen.</summary>
    public const double Tolerance = 1.5;

    /// <summary>More gaps than this are counted but not listed.</summary>
    public const int MostGaps = 1000;

    public required TimeSpanUnixMs Window { get; init; }

    /// <summary>Usable samples within the window.</summary>
    public required long SampleCount { get; init; }

    public required long CoveredMs { get; init; }

    /// <summary>Number of gaps, also of those beyond <see cref="MostGaps"/>.</summary>
    public required int GapCount { get; init; }

    /// <summary>The first gaps, oldest first, at most <see cref="MostGaps"/>.</summary>
    public required IReadOnlyList<TimeSpanUnixMs> Gaps { get; init; }

    /// <summary>Samples that the window should have: its length over the expected interval.</summary>
    public required double ExpectedCount { get; init; }

    /// <summary>Share of the expected samples that came, 0 to 1 (those beyond the expected don't make up for a gap elsewhere; see <see cref="Share"/>).</summary>
    public double SampleShare => Math.Min(1, SampleCount / ExpectedCount);

    /// <summary>Covered part of the window, 0 to 1.</summary>
    public double Share => (double)CoveredMs / Window.LengthMs;
}
