namespace Facilities.Telemetry;

/// <summary>What to say about a point's usable samples, window by window. NaN samples don't count. Immutable.</summary>
public sealed record AggregateQuery
{
    public required SourceId Source { get; init; }

    public required ushort Point { get; init; }

    public required long FromUnixMs { get; init; }

    /// <summary>End of the stretch, not included. A held value is taken to stand up to here, so don't ask beyond now.</summary>
    public required long ToUnixMs { get; init; }

    public WindowGrid Windows { get; init; } = WindowGrid.Whole;

    /// <summary>
    /// Also the mean over time, for points that report on change: a value stands until the next sample, at most <see cref="WindowFold.Hold"/>;
    /// a NaN ends it. Windows without a sample into which a value reaches are then given too, with a count of 0.
    /// </summary>
    public bool TimeWeighted { get; init; }

    /// <summary>
    /// Also how far a counter grew: the sum of the positive differences from sample to sample, each in the window of the later one. A negative
    /// difference is a restart and adds nothing: a corrected counter must not look like thousands of trips. What lies more than
    /// <see cref="WindowFold.Hold"/> apart isn't compared.
    /// </summary>
    public bool Increase { get; init; }

    /// <summary>
    /// Also this percentile, above 0 to 1: of the n usable samples in ascending order the one of rank ⌊n·p + ½⌋, at least 1, so always a value that was
    /// measured (nearest rank as InfluxDB counts it). Only samples can say it: null where they are gone.
    /// </summary>
    public double? Percentile { get; init; }

    /// <summary>The most windows given; the next page begins at the end of the last one.</summary>
    public int Limit { get; init; } = 100_000;

    /// <exception cref="ArgumentException">The stretch is empty or reversed, the limit below 1, or the percentile not above 0 to 1.</exception>
    public void Check()
    {
        TimeSeriesArguments.CheckStretch(FromUnixMs, ToUnixMs);
        TimeSeriesArguments.CheckLimit(Limit);
        if (Percentile is { } p && !(p > 0 && p <= 1)) throw new ArgumentException($"A percentile is above 0 and at most 1 (0.95 for the 95th), not {p}.", nameof(Percentile));
    }
}
