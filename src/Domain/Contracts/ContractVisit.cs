using Facilities.Domain.Inspections;

namespace Facilities.Domain.Contracts;

/// <summary>A visit that fell due while the contract held.</summary>
/// <param name="ByFirm">The firm under contract did it, not somebody in its place.</param>
/// <param name="Verdict">Of telemetry; null: it wasn't asked, or hasn't judged yet.</param>
public sealed record ContractVisit(InspectionItemId Id, InspectionState State, bool ByFirm, ProofVerdict? Verdict);
