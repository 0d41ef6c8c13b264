namespace Facilities.Simulator.Complaints;

/// <summary>A building of it.</summary>
internal sealed record InventedBuilding(int Id, int Number, string Name);
