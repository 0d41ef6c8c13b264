namespace Facilities.Domain.Health;

/// <summary>What took points.</summary>
/// <param name="Text">Code and parameters; worded by the page.</param>
/// <param name="Points">How many it took, above 0; 0 for the reason why nothing is scored.</param>
public sealed record HealthReason(CodedText Text, double Points);
