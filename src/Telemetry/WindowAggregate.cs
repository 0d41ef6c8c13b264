namespace Facilities.Telemetry;

/// <summary>
/// What the usable samples of one window come to; NaN samples don't count. A window without a usable sample only exists where a held value reaches
/// into it (count 0; minimum, maximum, first and last NaN). It begins at <see cref="StartUnixMs"/>, is cut at the ends of the query, and its end is
/// said by the query's <see cref="WindowGrid"/>. First and last go by event time.
/// </summary>
public readonly record struct WindowAggregate(long StartUnixMs, long Count, double Min, double Max, double Sum, double First, double Last)
{
    public double Mean => Sum / Count;

    /// <summary>Milliseconds of the window in which a value stood; 0 unless asked for by <see cref="AggregateQuery.TimeWeighted"/>.</summary>
    public long HeldMs { get; init; }

    /// <summary>Sum of value × milliseconds it stood.</summary>
    public double HeldSum { get; init; }

    /// <summary>Mean over the time in which a value stood, or null.</summary>
    public double? TimeWeightedMean => HeldMs > 0 ? HeldSum / HeldMs : null;

    /// <summary>Growth of a counter; null unless asked for.</summary>
    public double? Increase { get; init; }

    /// <summary>The percentile asked for; null unless asked for, and where only roll-ups are left.</summary>
    public double? Percentile { get; init; }
}
