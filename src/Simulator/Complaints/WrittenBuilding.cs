namespace Facilities.Simulator.Complaints;

/// <summary>A building of it.</summary>
internal sealed record WrittenBuilding(int Id, string Name);
