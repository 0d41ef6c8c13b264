using Facilities.Domain;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>What an action led to.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="State">Its state after the action.</param>
/// <param name="Replayed">The key was known: nothing was changed now.</param>
/// <param name="ContactLeftOut">The report was taken but the reporter's contact wasn't: the fault has as many as it may, and he isn't asked whether it is solved.</param>
public sealed record FaultOutcome(FaultId Fault, FaultState State, bool Replayed, bool ContactLeftOut = false);
