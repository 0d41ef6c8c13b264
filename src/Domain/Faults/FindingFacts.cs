namespace Facilities.Domain.Faults;

/// <summary>What a detection rule saw, as the fault keeps it.</summary>
/// <param name="RuleKey">Key of the rule in the asset template.</param>
/// <param name="Signal">Key of the leading point, e.g. <c>vib_mm_s</c>; null when none leads.</param>
/// <param name="Value">The value seen, in the point's unit; null when there was none (silence).</param>
/// <param name="Expected">What the detector expected, in the same unit.</param>
/// <param name="Limit">The limit that was passed, in the same unit.</param>
/// <param name="Deviation">How far: in σ for a statistical detector, over the limit for a threshold.</param>
/// <param name="Confidence">0–1.</param>
public sealed record FindingFacts(
    string RuleKey,
    string? Signal = null,
    double? Value = null,
    double? Expected = null,
    double? Limit = null,
    double? Deviation = null,
    double? Confidence = null);
