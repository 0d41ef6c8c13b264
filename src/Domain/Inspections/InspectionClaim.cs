using Facilities.Domain.Faults;

namespace Facilities.Domain.Inspections;

/// <summary>What a person says was done. Telemetry may later speak for or against it (a verdict stands beside it and never edits it).</summary>
/// <param name="StartedAt">By the person's word.</param>
/// <param name="EndedAt">By the person's word; its local date decides whether it was on time.</param>
/// <param name="Signatures">Who signed.</param>
/// <param name="Scans">In the order in which they were made.</param>
/// <param name="Files">SHA-256 of photos and reports, lower case hex.</param>
public sealed record InspectionClaim(
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    UserSet Signatures,
    IReadOnlyList<InspectionStepResult> Steps,
    string? Note = null,
    IReadOnlyList<string>? Files = null,
    IReadOnlyList<InspectionScan>? Scans = null);
