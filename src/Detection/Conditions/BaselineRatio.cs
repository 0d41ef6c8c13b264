using System.Globalization;

namespace Facilities.Detection;

/// <summary>
/// The recent mean of a point against its own long mean: both exponential, the long one over <see cref="Over"/> of time, the recent
/// one over twenty samples. Unknown until <see cref="WarmUpSamples"/>; the long mean stands still while the condition is true.
/// </summary>
public sealed record BaselineRatio(string Point, TimeSpan Over, Comparison Comparison, double Limit) : Condition
{
    public int WarmUpSamples { get; init; } = 300;

    /// <summary>Ratio at which it becomes false again; without one, half way back to 1.</summary>
    public double? Clear { get; init; }

    /// <summary>Divide by this other point: light per watt instead of light. Samples at which it is zero are left out.</summary>
    public string? Per { get; init; }

    /// <summary>Only samples during which this flag is true count: a lamp that is off says nothing about its age.</summary>
    public string? While { get; init; }

    /// <summary>Compare the step from sample to sample instead of the value: a flicker moves the spread and not the mean.</summary>
    public bool Steps { get; init; }

    /// <summary>The long mean follows only away from the limit: what ages slower than <see cref="Over"/> would take its reference along.</summary>
    public bool Best { get; init; }

    internal override string Canonical() => string.Create(CultureInfo.InvariantCulture,
        $"baseline {Point} over {Over.Ticks} warm {WarmUpSamples} {Comparison} {Limit:R} clear {Clear:R}{(Per is null ? "" : " per " + Per)}{(While is null ? "" : " while " + While)}{(Steps ? " steps" : "")}{(Best ? " best" : "")}");
}
