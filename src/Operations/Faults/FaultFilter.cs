using Facilities.Domain;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>Which faults a list shows; everything empty shows the open ones.</summary>
public sealed record FaultFilter
{
    /// <summary>Open ones only. An open fault is listed however old it is: <see cref="FoundFrom"/> and <see cref="FoundUntil"/> don't touch it.</summary>
    public bool OpenOnly { get; init; } = true;

    /// <summary>Closed, merged and rejected ones only; wins over <see cref="OpenOnly"/>.</summary>
    public bool EndedOnly { get; init; }

    public FaultState? State { get; init; }

    public Severity? Severity { get; init; }

    public CommunityId? Community { get; init; }

    public AssetId? Asset { get; init; }

    public string? TypeKey { get; init; }

    public string? Family { get; init; }

    public bool OverdueOnly { get; init; }

    /// <summary>Dispatched to this person.</summary>
    public UserId? Crew { get; init; }

    /// <summary>Part of the fault's number or of the asset's name or code.</summary>
    public string? Search { get; init; }

    public DateTimeOffset? FoundFrom { get; init; }

    public DateTimeOffset? FoundUntil { get; init; }

    public FaultSort Sort { get; init; } = FaultSort.Urgency;

    public bool Descending { get; init; }

    public Paging Paging { get; init; } = Paging.First;
}
