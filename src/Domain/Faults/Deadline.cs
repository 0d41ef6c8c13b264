namespace Facilities.Domain.Faults;

/// <summary>One deadline with how it came about.</summary>
/// <param name="Limit">Which one.</param>
/// <param name="DueAt">UTC; met when done at or before it.</param>
/// <param name="From">Start of its clock.</param>
/// <param name="Allowed">The limit of the table.</param>
/// <param name="Paused">Time left out, in the limit's own time: only what lay inside working hours for a working-time limit.</param>
/// <param name="Reason">A <c>deadline.*</c> code with severity, amount and unit.</param>
public sealed record Deadline(FaultLimits Limit, DateTimeOffset DueAt, DateTimeOffset From, TimeLimit Allowed, TimeSpan Paused, CodedText Reason);
