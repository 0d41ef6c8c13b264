namespace Facilities.Telemetry;

/// <summary>How well samples vouch for a stretch, window by window. Immutable.</summary>
public sealed record CoverageQuery
{
    public required SourceId Source { get; init; }

    /// <summary>A point of the source, or null for any usable value of it.</summary>
    public ushort? Point { get; init; }

    public required long FromUnixMs { get; init; }

    public required long ToUnixMs { get; init; }

    /// <summary>How often a sample should come, at least a millisecond.</summary>
    public required TimeSpan ExpectedInterval { get; init; }

    public WindowGrid Windows { get; init; } = WindowGrid.Whole;

    /// <summary>The most windows given; the next page begins at the end of the last one.</summary>
    public int Limit { get; init; } = 10_000;

    /// <exception cref="ArgumentException">The stretch is empty or reversed, the interval below a millisecond, or the limit below 1.</exception>
    public void Check()
    {
        TimeSeriesArguments.CheckStretch(FromUnixMs, ToUnixMs);
        TimeSeriesArguments.CheckInterval(ExpectedInterval);
        TimeSeriesArguments.CheckLimit(Limit);
    }
}
