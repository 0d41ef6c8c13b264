namespace Facilities.Domain.Faults;

/// <summary>A span [From, To) in which the fix clock stands still.</summary>
public readonly record struct ClockPause(DateTimeOffset From, DateTimeOffset To);
