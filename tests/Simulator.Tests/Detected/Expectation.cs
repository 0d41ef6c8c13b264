namespace Facilities.Simulator.Tests.Detected;

/// <summary>What the detectors must say of a scenario on one asset type.</summary>
/// <param name="Rule">Rule key of the finding.</param>
/// <param name="Within">At the latest so long after the scenario's start.</param>
internal sealed record Expectation(string Rule, TimeSpan Within)
{
    /// <summary>Local hour at which the scenario starts: light that burns by day needs a day.</summary>
    public double Hour { get; init; } = 9;

    /// <summary>Days of healthy past from which baselines are learned.</summary>
    public int PastDays { get; init; } = 3;
}
