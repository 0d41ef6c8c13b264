namespace Facilities.Domain.Faults;

/// <summary>The row of the limit table for one severity; null where the table sets no limit.</summary>
/// <param name="Acknowledge">From the later of detection and receipt.</param>
/// <param name="Arrive">From the later of detection and receipt.</param>
/// <param name="Safe">Safe for people, from detection.</param>
/// <param name="Fix">From the first detection, holds left out.</param>
/// <param name="Soak">How long telemetry must stay clear; real time.</param>
public sealed record SeverityLimits(TimeLimit Acknowledge, TimeLimit? Arrive, TimeLimit? Safe, TimeLimit Fix, TimeSpan Soak);
