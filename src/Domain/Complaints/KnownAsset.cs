namespace Facilities.Domain.Complaints;

/// <summary>A piece of equipment of a <see cref="KnownSite"/>.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Type">Key of its asset template.</param>
/// <param name="Name">Chinese; tells unit and number of a lift.</param>
/// <param name="Building">Where it stands; null: nowhere in particular.</param>
/// <param name="Part">What it serves, its <c>kind</c> or <c>area</c>; null: not stated.</param>
/// <param name="Registration">Its registration number (使用登记证号); null: none.</param>
public sealed record KnownAsset(AssetId Id, string Type, string Name, BuildingId? Building, string? Part, string? Registration);
