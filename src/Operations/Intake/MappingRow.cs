using Facilities.Domain;
using Facilities.Storage.Relational.Intake;

namespace Facilities.Operations.Intake;

/// <summary>A device of another dialect that is mapped to an asset.</summary>
/// <param name="Id">The mapping.</param>
/// <param name="Dialect">Key of its dialect.</param>
/// <param name="DeviceKey">What it calls itself.</param>
/// <param name="Site">Site code of the asset.</param>
/// <param name="Asset">The asset.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="TypeKey">Its type.</param>
/// <param name="Fields">What each field means.</param>
/// <param name="ChangedAt">Site clock.</param>
public sealed record MappingRow(
    int Id, string Dialect, string DeviceKey, string Site, AssetId Asset, string AssetCode, string TypeKey, IReadOnlyList<FieldMapping> Fields, DateTimeOffset ChangedAt);
