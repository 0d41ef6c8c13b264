using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Faults;

/// <summary>One line of a fault's history.</summary>
/// <param name="Sequence">1, 2, … within the fault.</param>
/// <param name="Action">What was done.</param>
/// <param name="From">State before; null for the opening.</param>
/// <param name="To">State after.</param>
/// <param name="Role">As what the person acted.</param>
/// <param name="Person">Null for the service and for residents.</param>
/// <param name="Organisation">For whom.</param>
/// <param name="At">When it happened.</param>
/// <param name="ReceivedAt">When the service learned of it.</param>
/// <param name="Reason">Code and parameters.</param>
/// <param name="Note">The person's own words.</param>
public sealed record FaultEventRow(
    int Sequence, FaultAction Action, FaultState? From, FaultState To, Role Role, LocalizedName? Person, LocalizedName? Organisation,
    DateTimeOffset At, DateTimeOffset ReceivedAt, CodedText Reason, string? Note);
