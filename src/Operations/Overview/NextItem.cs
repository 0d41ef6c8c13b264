using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Overview;

/// <summary>Something that is due soon: a limit of a fault, an inspection or a claim's notification. Exactly one of the ids is set.</summary>
/// <param name="DueAt">When.</param>
/// <param name="Place">Where.</param>
/// <param name="Fault">A fault's limit.</param>
/// <param name="Limit">Which limit.</param>
/// <param name="Severity">Of the fault.</param>
/// <param name="Inspection">An inspection.</param>
/// <param name="InspectionName">Its name.</param>
/// <param name="Claim">A claim to notify.</param>
public sealed record NextItem(
    DateTimeOffset DueAt, AssetPlace Place, FaultId? Fault = null, FaultLimits? Limit = null, Severity? Severity = null,
    InspectionItemId? Inspection = null, LocalizedName? InspectionName = null, ClaimId? Claim = null);
