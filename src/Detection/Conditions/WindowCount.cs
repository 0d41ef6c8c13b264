using System.Globalization;

namespace Facilities.Detection;

/// <summary>
/// How much happened in a sliding window: a counter's increase (resets ignored), a point's changes, or the ratio of two such
/// counts. The window is kept as twelve buckets, so it slides in steps of a twelfth.
/// </summary>
public sealed record WindowCount(string Point, TimeSpan Within, Comparison Comparison, double Limit) : Condition
{
    /// <summary>Count changes of value instead of a counter's increase.</summary>
    public bool Changes { get; init; }

    /// <summary>With <see cref="Changes"/>: only changes to this value.</summary>
    public double? To { get; init; }

    /// <summary>Divide by this counter's increase in the same window (by one, if it did not move).</summary>
    public string? Per { get; init; }

    /// <summary>False while the count itself is lower: too little to judge.</summary>
    public double Minimum { get; init; }

    internal override string Canonical() =>
        string.Create(CultureInfo.InvariantCulture, $"count {Point} changes {Changes} to {To:R} per {Per} in {Within.Ticks} min {Minimum:R} {Comparison} {Limit:R}");
}
