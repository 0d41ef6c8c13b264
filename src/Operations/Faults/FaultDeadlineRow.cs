using Facilities.Domain;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>One limit of a fault with how it came about.</summary>
/// <param name="Limit">Which limit.</param>
/// <param name="From">From when it counts.</param>
/// <param name="DueAt">When it is due, holds included.</param>
/// <param name="MetAt">When it was met; null: not yet.</param>
/// <param name="Overdue">Met late, or not met and past.</param>
/// <param name="Stopped">Its clock stands still now (hold).</param>
/// <param name="Paused">Time left out so far.</param>
/// <param name="Reason">A <c>deadline.*</c> code with severity, amount and unit.</param>
public sealed record FaultDeadlineRow(
    FaultLimits Limit, DateTimeOffset From, DateTimeOffset DueAt, DateTimeOffset? MetAt, bool Overdue, bool Stopped, TimeSpan Paused, CodedText Reason);
