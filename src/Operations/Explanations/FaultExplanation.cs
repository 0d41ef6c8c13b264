using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Explanations;

/// <summary>Why a fault is believed to be one, what it looks like, what helped before, and what to do.</summary>
public sealed record FaultExplanation
{
    public required FaultId Fault { get; init; }

    /// <summary>Key of the rule that speaks; null: a person reported it.</summary>
    public string? RuleKey { get; init; }

    /// <summary>First sign of it.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the detector was sure.</summary>
    public DateTimeOffset? DetectedAt { get; init; }

    /// <summary>When what it saw was over; null while it stands.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>How long the rule's condition had to hold; null for what is judged at once, and for learned baselines.</summary>
    public TimeSpan? HeldFor { get; init; }

    /// <summary>What was judged first, then by contribution; what is only <see cref="SignalMeasure.Context"/> comes last.</summary>
    public required IReadOnlyList<ExplainedSignal> Signals { get; init; }

    public ExplainedConfidence? Confidence { get; init; }

    /// <summary>The mode that the rule names, with how much else of its signs was seen; null when none is named.</summary>
    public ExplainedMode? Named { get; init; }

    /// <summary>For a learned baseline: what it looks like, the likeliest first; empty when nothing known does.</summary>
    public required IReadOnlyList<ExplainedMode> Resembled { get; init; }

    /// <summary>What to do: of the mode named, else of the likeliest, else of the fault's own.</summary>
    public LocalizedName? Advice { get; init; }

    /// <summary>Closed faults of the same kind, the nearest first, at most five; within the reader's scope.</summary>
    public required IReadOnlyList<PastCase> Cases { get; init; }
}
