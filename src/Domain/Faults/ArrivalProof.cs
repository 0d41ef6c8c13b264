namespace Facilities.Domain.Faults;

/// <summary>What shows that a person stood at the asset. Evidence, not a condition: a crew without a signal or with a broken camera still arrives.</summary>
/// <param name="Kind">How.</param>
/// <param name="Metres">Distance from the site by the phone's position; null without one.</param>
public sealed record ArrivalProof(ArrivalProofKind Kind, int? Metres = null);
