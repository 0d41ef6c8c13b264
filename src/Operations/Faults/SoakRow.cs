using Facilities.Domain;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>How a soak stands: what counts as proof, and how much of it is there.</summary>
/// <param name="StartedAt">When telemetry began to watch.</param>
/// <param name="Until">When it decides.</param>
/// <param name="Extended">It was extended already.</param>
/// <param name="NeedsPerson">Telemetry couldn't decide; a person other than the fixer confirms.</param>
/// <param name="RuleClear">The rule that found the fault is clear.</param>
/// <param name="FamilyClear">Nothing of the family since.</param>
/// <param name="Coverage">Share of the expected telemetry, 0–1.</param>
/// <param name="Activity">Use seen since then.</param>
/// <param name="RequiredActivity">Least use; 0: none is asked for.</param>
/// <param name="Verdict">As of now.</param>
/// <param name="Reasons">Why.</param>
public sealed record SoakRow(
    DateTimeOffset StartedAt, DateTimeOffset Until, bool Extended, bool NeedsPerson, bool RuleClear, bool FamilyClear, double Coverage, double Activity, double RequiredActivity,
    SoakVerdict Verdict, IReadOnlyList<CodedText> Reasons);
