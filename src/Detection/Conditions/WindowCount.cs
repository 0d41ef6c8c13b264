using System.Globalization;

namespace Facilities.Detection;

/// <summary>
/// How much happened in a sliding window: a counter's increase (resets ignored), a point's changes, the sum of its samples, or one of
/// these per another counter's increase. The window is kept as twelve buckets, so it slides in steps of a twelfth.
/// </summary>
public sealed record WindowCount(string Point, TimeSpan Within, Comparison Comparison, double Limit) : Condition
{
    /// <summary>Count changes of value instead of a counter's increase.</summary>
    public bool Changes { get; init; }

    /// <summary>With <see cref="Changes"/>: only changes to this value.</summary>
    public double? To { get; init; }

    /// <summary>With <see cref="Changes"/>: count only if this other point did not change since the change before (a lock contact that
    /// breaks and makes again while the door stands still).</summary>
    public string? Unmoved { get; init; }

    /// <summary>Sum up the samples themselves: the point reports how often something happened since its last sample.</summary>
    public bool Sum { get; init; }

    /// <summary>Divide by this counter's increase in the same window (by one, if it did not move).</summary>
    public string? Per { get; init; }

    /// <summary>False while the count itself is lower: too little to judge.</summary>
    public double Minimum { get; init; }

    internal override string Canonical() =>
        string.Create(CultureInfo.InvariantCulture, $"count {Point} changes {Changes} to {To:R} unmoved {Unmoved} sum {Sum} per {Per} in {Within.Ticks} min {Minimum:R} {Comparison} {Limit:R}");
}
