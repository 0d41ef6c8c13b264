using Facilities.Dashboard.Pages.Faults;
using Facilities.Operations.Inspections;
using Facilities.Operations.Proofs;
using Facilities.Operations.Supervision;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>A record with what telemetry says about it.</summary>
/// <param name="Proof">Null: there is no record, or telemetry never judges its duty.</param>
/// <param name="Cases">Its hand-overs to enforcement, newest first; empty for who may not see them.</param>
/// <param name="Charts">The points that the verdict was read from, over its window.</param>
public sealed record RecordView(InspectionDetail Detail, ProofDetail? Proof, IReadOnlyList<EvidenceChart> Charts, IReadOnlyList<EnforcementRow> Cases);
