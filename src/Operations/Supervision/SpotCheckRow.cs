using Facilities.Domain;
using Facilities.Domain.Sampling;
using Facilities.Operations.Compliance;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Supervision;

/// <summary>A drawn record and what was found.</summary>
/// <param name="Key">By which it was drawn.</param>
/// <param name="Case">Its open or last hand-over to enforcement.</param>
public sealed record SpotCheckRow(
    SpotCheckId Id, int Position, string Key, ComplianceItemRow Item, SpotCheckResult? Result, string? Note, IReadOnlyList<string> Files, LocalizedName? CheckedBy, DateTimeOffset? CheckedAt, EnforcementRow? Case);
