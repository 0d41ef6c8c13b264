using Facilities.Domain;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>What a person reports about an asset.</summary>
public sealed record FaultReport
{
    /// <summary>Chosen by the caller, unique per intention.</summary>
    public required string Key { get; init; }

    public required AssetId Asset { get; init; }

    /// <summary>Fault family of the asset's template.</summary>
    public required string Family { get; init; }

    /// <summary>Fault mode, if the reporter knows; null: the family.</summary>
    public string? ModeKey { get; init; }

    public required Severity Severity { get; init; }

    public FaultSource Source { get; init; } = FaultSource.Patrol;

    /// <summary>A person waits for an answer.</summary>
    public bool WantsAnswer { get; init; }

    /// <summary>How he is asked then; with it he waits for an answer. Null: by phone, from what the dispatcher knows.</summary>
    public ReporterContact? Reporter { get; init; }

    public string? Note { get; init; }

    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>When it was seen; null: now.</summary>
    public DateTimeOffset? At { get; init; }
}
