namespace Facilities.Domain.Contracts;

/// <summary>A fault that was given to the firm under contract.</summary>
/// <param name="GivenAt">When the firm first got it: its clock begins.</param>
/// <param name="AsksArrival">Its severity asks somebody to come.</param>
/// <param name="FixedAt">For good so far: a fault that came back isn't fixed until it is fixed again.</param>
/// <param name="Held">Approved holds, left out of the time to fix.</param>
public sealed record ContractCall(FaultId Id, DateTimeOffset GivenAt, DateTimeOffset? AcknowledgedAt, bool AsksArrival, DateTimeOffset? ArrivedAt, DateTimeOffset? FixedAt, TimeSpan Held);
