using Facilities.Domain.Faults;

namespace Facilities.Domain.Escalation;

/// <summary>A step that a fault's ladder will take.</summary>
/// <param name="Key">What tells it from the other steps of the fault's round; kept in the history, so that no step is taken twice.</param>
/// <param name="DueAt">Taken once this instant is past.</param>
/// <param name="Limit">The limit whose share is used up; null for time since the alarm.</param>
/// <param name="Rung">Who is told.</param>
public sealed record EscalationStep(string Key, DateTimeOffset DueAt, FaultLimits? Limit, EscalationRung Rung);
