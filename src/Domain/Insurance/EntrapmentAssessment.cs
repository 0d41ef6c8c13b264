namespace Facilities.Domain.Insurance;

/// <summary>What an entrapment is worth, with its reasons.</summary>
/// <param name="Proven">Duration that telemetry proves.</param>
/// <param name="Lasts">No release is known yet: it may still grow.</param>
/// <param name="PerPerson">By the ladder.</param>
/// <param name="Persons">Counted persons after the cap; null until the crew says.</param>
/// <param name="Amount">Null until the crew says; before limits and deductible of the policy.</param>
public sealed record EntrapmentAssessment(TimeSpan Proven, bool Lasts, Money PerPerson, int? Persons, Money? Amount, IReadOnlyList<CodedText> Reasons);
