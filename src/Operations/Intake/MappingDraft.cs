using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational.Intake;

namespace Facilities.Operations.Intake;

/// <summary>What a strange device is: an asset that is there, or one to be registered, and its fields.</summary>
public sealed record MappingDraft
{
    /// <summary>An asset that exists; null: <see cref="NewAsset"/> is registered.</summary>
    public AssetId? Asset { get; init; }

    public AssetDraft? NewAsset { get; init; }

    /// <summary>What each field means; a field with an empty point is left out on purpose. Fields not named here wait on.</summary>
    public IReadOnlyList<FieldMapping> Fields { get; init; } = [];
}
