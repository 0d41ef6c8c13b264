using Facilities.Detection;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Explanations;

/// <summary>One signal of an explanation.</summary>
public sealed record ExplainedSignal
{
    /// <summary>Key of the point; null when the whole asset is meant.</summary>
    public string? Key { get; init; }

    public LocalizedName? Name { get; init; }

    /// <summary>Unit of value, baseline, limit and deviation; empty for counts, shares and states.</summary>
    public string Unit { get; init; } = "";

    public required SignalMeasure Measure { get; init; }

    /// <summary>Which way it went; null where it stands as usual or has no ways (states).</summary>
    public SignMove? Moves { get; init; }

    /// <summary>What it shows; null when it never reported.</summary>
    public double? Value { get; init; }

    /// <summary>Name of the state that <see cref="Value"/> stands for; null for numbers and flags.</summary>
    public LocalizedName? State { get; init; }

    /// <summary><see cref="Value"/> is yes (1) or no (0), unless occasions are counted.</summary>
    public bool IsFlag { get; init; }

    /// <summary>What this asset usually shows; null where nothing is learned.</summary>
    public double? Baseline { get; init; }

    /// <summary>What was passed; null where there is no number. Of a learned model and of sisters in σ, only of the signal that leads.</summary>
    public double? Limit { get; init; }

    /// <summary>Value less baseline, else value less limit; null without either.</summary>
    public double? Deviation { get; init; }

    /// <summary>Standard deviations of the learned baseline or among like assets; only for <see cref="SignalMeasure.Learned"/> and <see cref="SignalMeasure.Sisters"/>.</summary>
    public double? Sigma { get; init; }

    /// <summary>Share of all signals' squared deviation, 0 to 1; only for <see cref="SignalMeasure.Learned"/> and <see cref="SignalMeasure.Sisters"/>.</summary>
    public double? Contribution { get; init; }

    /// <summary>Since when it departs; only of the signal that leads.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Over how long it is counted or compared.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>Days until the limit, if it goes on so; only for <see cref="SignalMeasure.Trend"/>.</summary>
    public double? Days { get; init; }

    /// <summary>Days at the earliest, 90 %.</summary>
    public double? DaysEarliest { get; init; }

    /// <summary>Days at the latest; null: perhaps never.</summary>
    public double? DaysLatest { get; init; }

    /// <summary>Name of the other point of a difference or of a count per something.</summary>
    public LocalizedName? Other { get; init; }
}
