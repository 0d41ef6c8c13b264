namespace Facilities.Domain.Inspections;

/// <summary>Bounds of on-demand maintenance (按需维保): never longer than this, whatever the permit says.</summary>
/// <param name="Longest">Longest interval that a permit may allow.</param>
/// <param name="Basis">The rule of the pilot.</param>
public sealed record OnDemandBounds(InspectionInterval Longest, string Basis, BasisMark Mark);
