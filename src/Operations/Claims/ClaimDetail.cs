using Facilities.Domain;
using Facilities.Domain.Insurance;

namespace Facilities.Operations.Claims;

/// <summary>A claim with everything an insurer asks for.</summary>
public sealed record ClaimDetail
{
    public required ClaimRow Row { get; init; }

    /// <summary>From stopping to release, with who said so; ascending.</summary>
    public required IReadOnlyList<ClaimTimelineEntry> Timeline { get; init; }

    /// <summary>Why this amount: codes with parameters.</summary>
    public required IReadOnlyList<CodedText> AmountReasons { get; init; }

    /// <summary>The ladder's steps, ascending.</summary>
    public required IReadOnlyList<LadderStep> Ladder { get; init; }

    /// <summary>Checks as they stand now; they are run for good by the action Check.</summary>
    public required IReadOnlyList<ClaimCheck> Checks { get; init; }

    /// <summary>Telemetry behind it: 24 h around the loss.</summary>
    public required ClaimTelemetry Telemetry { get; init; }

    public required IReadOnlyList<ClaimEventRow> History { get; init; }

    public required IReadOnlyList<ClaimAction> Allowed { get; init; }

    /// <summary>What firm and insurer wrote to each other, oldest first.</summary>
    public required IReadOnlyList<ClaimLetterRow> Letters { get; init; }

    /// <summary>Whether the caller may write to the other side.</summary>
    public required bool MayWrite { get; init; }
}
