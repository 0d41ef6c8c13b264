using Facilities.Domain;
using Facilities.Domain.Enforcement;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Supervision;

/// <summary>A hand-over to enforcement.</summary>
public sealed record EnforcementRow(
    EnforcementCaseId Id, InspectionItemId Item, string Number, string Authority, string Reason, EnforcementState State, LocalizedName? HandedBy, DateTimeOffset HandedAt, DateTimeOffset? EndedAt, string? Result);
