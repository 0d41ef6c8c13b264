namespace Facilities.Operations.Claims;

/// <summary>One moment of a loss.</summary>
/// <param name="Code">What happened: <c>trapped</c>, <c>detected</c>, <c>confirmed</c>, <c>acknowledged</c>, <c>arrived</c>, <c>released</c>, <c>persons</c>.</param>
/// <param name="At">When, event time for what telemetry says.</param>
/// <param name="Source">Who or what says so: a rule key, <c>crew</c>, <c>service</c>.</param>
public sealed record ClaimTimelineEntry(string Code, DateTimeOffset At, string Source);
