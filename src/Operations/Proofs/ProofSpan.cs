namespace Facilities.Operations.Proofs;

/// <summary>A stretch of time, UTC.</summary>
public sealed record ProofSpan(DateTimeOffset From, DateTimeOffset To);
