using Facilities.Domain;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Notifications;

/// <summary>One line of the list behind the bell.</summary>
/// <param name="Id">Number.</param>
/// <param name="At">When.</param>
/// <param name="IsRead">Seen before.</param>
/// <param name="Severity">Of the fault then.</param>
/// <param name="Text">Severity, place, what, deadline, as of now.</param>
/// <param name="Why">What happened.</param>
/// <param name="Fault">What it is about; null: many faults, or a report.</param>
/// <param name="Path">Page it leads to.</param>
public sealed record InboxRow(long Id, DateTimeOffset At, bool IsRead, Severity Severity, string Text, string Why, FaultId? Fault, string Path);
