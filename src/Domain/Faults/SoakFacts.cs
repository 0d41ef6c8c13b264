namespace Facilities.Domain.Faults;

/// <summary>What telemetry showed since the soak began.</summary>
/// <param name="Now">Site time.</param>
/// <param name="Until">End of the soak, extension included.</param>
/// <param name="Extended">It was extended already.</param>
/// <param name="RuleClear">The rule that found the fault is clear; true for a fault that no rule found.</param>
/// <param name="FamilyClear">No finding of the family since the soak began.</param>
/// <param name="Coverage">Share of the expected telemetry that is there, 0–1, since the soak began.</param>
/// <param name="Activity">Activity seen since then (elevator trips, pump starts).</param>
/// <param name="RequiredActivity">The template's minimum; 0 when it asks for none.</param>
/// <param name="HasTelemetry">The asset reports at all; false for a cleared stairwell or a pothole.</param>
/// <param name="StartedAt">Begin of the soak; null: long ago.</param>
/// <param name="KeptBack">A finding of the family stands that a permit keeps back.</param>
public sealed record SoakFacts(
    DateTimeOffset Now,
    DateTimeOffset Until,
    bool Extended,
    bool RuleClear,
    bool FamilyClear,
    double Coverage,
    double Activity,
    double RequiredActivity,
    bool HasTelemetry = true,
    DateTimeOffset? StartedAt = null,
    bool KeptBack = false);
