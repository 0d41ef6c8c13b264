using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>One step of the loop strip.</summary>
/// <param name="Step">The state.</param>
/// <param name="At">When it was first reached in this round; null: not yet, or passed over.</param>
/// <param name="IsCurrent">The fault is here now.</param>
public sealed record FaultStepRow(FaultState Step, DateTimeOffset? At, bool IsCurrent);
