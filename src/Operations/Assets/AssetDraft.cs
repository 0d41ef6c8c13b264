using Facilities.Domain;
using Facilities.Domain.Assets;

namespace Facilities.Operations.Assets;

/// <summary>An asset to register or to change.</summary>
public sealed record AssetDraft
{
    public required CommunityId Community { get; init; }

    public BuildingId? Building { get; init; }

    /// <summary>Key of an asset template.</summary>
    public required string TypeKey { get; init; }

    /// <summary>Unique within the community; the <c>{asset}</c> level of its topics.</summary>
    public required string Code { get; init; }

    /// <summary>Chinese name.</summary>
    public required string Name { get; init; }

    public string? NameEn { get; init; }

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public Criticality Criticality { get; init; } = Criticality.Normal;

    public DateOnly? CommissionedOn { get; init; }
}
