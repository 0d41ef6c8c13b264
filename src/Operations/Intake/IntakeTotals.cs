namespace Facilities.Operations.Intake;

/// <summary>Counts since the database was made, also of what is no longer kept.</summary>
/// <param name="Rejected">Payloads refused.</param>
/// <param name="QuarantinedMessages">Messages from unregistered devices.</param>
public sealed record IntakeTotals(long Rejected, long QuarantinedMessages);
