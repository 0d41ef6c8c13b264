namespace Facilities.Operations.Claims;

/// <summary>Whether an asset's statutory inspection or test held at a moment, and by what that is known.</summary>
/// <param name="Holds">Null: nothing says so.</param>
/// <param name="Basis"><c>paper</c>: what was entered; <c>cycle</c>: the planned one after it; <c>attribute</c>: the asset's own date, which has no history; <c>none</c>.</param>
/// <param name="Until">Last day of what held, or had held last.</param>
/// <param name="Number">Of the paper.</param>
public sealed record InspectionStatus(bool? Holds, string Basis, DateOnly? Until, string? Number);
