using Facilities.Domain.Insurance;

namespace Facilities.Operations.Claims;

/// <summary>What a person wants done to a claim.</summary>
public sealed record ClaimCommand
{
    public required ClaimAction Action { get; init; }

    /// <summary>Chosen by the caller, unique per intention: the same key twice changes nothing.</summary>
    public required string Key { get; init; }

    /// <summary>Agree: the amount in fen.</summary>
    public long? AmountFen { get; init; }

    /// <summary>Reject: a listed code, e.g. <c>claim_reject.not_covered</c>.</summary>
    public string? Reason { get; init; }

    public string? Note { get; init; }
}
