using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Compliance;

/// <summary>An item as the compliance list shows it: what was due, what a person says, what telemetry says.</summary>
/// <param name="StartedAt">As claimed; null while there is no record.</param>
/// <param name="CoveredBy">Name of the longer list whose record counts for it.</param>
/// <param name="Verdict">Null: not judged, or telemetry never judges its duty.</param>
/// <param name="Doubts">How many things make the record doubtful by itself.</param>
public sealed record ComplianceItemRow(
    InspectionItemId Id, AssetPlace Place, string TemplateKey, LocalizedName Name, InspectionState State, DateOnly DueDate, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt,
    LocalizedName? DoneBy, LocalizedName? Organisation, LocalizedName? CoveredBy, ProofVerdict? Verdict, int Doubts);
