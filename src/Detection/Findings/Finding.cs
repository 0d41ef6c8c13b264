using Facilities.Telemetry;

namespace Facilities.Detection;

/// <summary>
/// What a detector has to say, with its reasons. Immutable; may be kept. All instants are Unix milliseconds of event time
/// unless said otherwise. (<see cref="Source"/>, <see cref="RuleKey"/>, <see cref="OnsetUnixMs"/>) identifies the occurrence:
/// the same occurrence told twice (a replay after a crash) carries the same three, and so do its update and its clearing.
/// </summary>
public sealed record Finding
{
    public required SourceId Source { get; init; }

    /// <summary>Key of the rule in the asset template; <c>ewma:{vector}</c> for a learned baseline, <c>comms</c> for a silent
    /// asset, <c>stale:{point}</c>, <c>bad:{point}</c>, <c>frozen:{point}</c> for a sensor; <c>trend:{rule}</c> for a rule whose limit is not reached yet; <c>model:recent</c>, <c>model:first</c> for a learned model, <c>sister:{point}</c> for one that differs from its like.</summary>
    public required string RuleKey { get; init; }

    /// <summary>Fault mode of the template (<c>unexplained</c> for a learned baseline, <c>comms</c>, <c>sensor</c>).</summary>
    public required string ModeKey { get; init; }

    public required FindingKind Kind { get; init; }

    /// <summary>When it began. For entrapment the moment of stopping; for a learned baseline the row that alarmed.</summary>
    public required long OnsetUnixMs { get; init; }

    /// <summary>First sign of it; equals the onset except for a learned baseline, where it is when the signal left normal, and for a trend, where its line begins.</summary>
    public required long SinceUnixMs { get; init; }

    /// <summary>Site clock (receive time) when the engine was sure.</summary>
    public required long DetectedUnixMs { get; init; }

    /// <summary>When it ended; set on <see cref="FindingKind.Cleared"/>, and on a raised one that no longer stands.</summary>
    public long? ClearedUnixMs { get; init; }

    /// <summary>The leading signal; <c>null</c> when the whole asset is meant (silence).</summary>
    public FindingSignal? Signal { get; init; }

    /// <summary>Value of the leading signal, in its unit.</summary>
    public double? Value { get; init; }

    /// <summary>What this asset usually shows: the learned mean, in the signal's unit. Of the rules only those that compare with the own past have it.</summary>
    public double? Expected { get; init; }

    /// <summary>Limit that was crossed, in the signal's unit (σ for a learned baseline).</summary>
    public double? Limit { get; init; }

    /// <summary>How far beyond; see <see cref="DeviationUnit"/>.</summary>
    public double Deviation { get; init; }

    public DeviationUnit DeviationUnit { get; init; }

    /// <summary>0 (guess) to 1 (certain).</summary>
    public required double Confidence { get; init; }

    /// <summary>False: late data shows that it is already over. It belongs in a summary and pages nobody.</summary>
    public required bool Stands { get; init; }

    /// <summary>Contributing signals, strongest first; at most eight.</summary>
    public IReadOnlyList<FindingEvidence> Evidence { get; init; } = [];
}
