namespace Facilities.Simulator.Complaints;

/// <summary>A piece of its equipment.</summary>
internal sealed record InventedAsset(int Id, string Type, string Name, InventedBuilding? Building, int? Unit, int? Number, string? Part, string? Registration);
