namespace Facilities.Domain.Complaints;

/// <summary>A building of a <see cref="KnownSite"/>, by its Chinese name (3号楼, A座).</summary>
public sealed record KnownBuilding(BuildingId Id, string Name);
