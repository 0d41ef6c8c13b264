namespace Facilities.Simulator.Complaints;

/// <summary>A piece of its equipment.</summary>
internal sealed record WrittenAsset(int Id, string Type, string Code, string Name, int? Building, string? Part, string? Registration);
