using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Claims;

/// <summary>A claim as a list shows it. Amounts are null while nobody knows how many were trapped.</summary>
public sealed record ClaimRow
{
    public required ClaimId Id { get; init; }

    public required string Number { get; init; }

    public required ClaimState State { get; init; }

    public required CoverKind Cover { get; init; }

    public required AssetPlace Place { get; init; }

    public required string PolicyNumber { get; init; }

    public LocalizedName? Insurer { get; init; }

    public FaultId? FaultId { get; init; }

    public string? FaultNumber { get; init; }

    public required DateTimeOffset LossAt { get; init; }

    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? LossEndedAt { get; init; }

    /// <summary>Key of the rule that found it, with its version; null for the ladder of trapped people.</summary>
    public string? Trigger { get; init; }

    /// <summary>Steps of that rule that were passed.</summary>
    public int LossStep { get; init; }

    /// <summary>Duration that telemetry proves.</summary>
    public required TimeSpan ProvenDuration { get; init; }

    public int? Persons { get; init; }

    public required Money PerPerson { get; init; }

    public Money? LossAmount { get; init; }

    public Money? PayableAmount { get; init; }

    public Money? AgreedAmount { get; init; }

    /// <summary>When it came into its state.</summary>
    public required DateTimeOffset StateSince { get; init; }

    /// <summary>By when its state is to be left, see <see cref="ClaimDeadlines"/>; null: it waits for nobody.</summary>
    public DateTimeOffset? DueBy { get; init; }

    /// <summary>By whom.</summary>
    public ClaimSide? Turn { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>To be notified (报案) by then.</summary>
    public required DateTimeOffset NotifyBy { get; init; }

    /// <summary>Not notified yet and the term is over.</summary>
    public required bool NotifyOverdue { get; init; }
}
