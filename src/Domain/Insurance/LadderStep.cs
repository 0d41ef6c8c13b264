namespace Facilities.Domain.Insurance;

/// <summary>Owed per person from (<paramref name="Inclusive"/>) or above a duration.</summary>
public readonly record struct LadderStep(TimeSpan Threshold, bool Inclusive, Money PerPerson);
