namespace Facilities.Domain.Inspections;

/// <summary>A due date of a schedule.</summary>
/// <param name="PermitNumber">The asset is out of use then, by this permit; null: it isn't.</param>
public readonly record struct PlannedDue(DateOnly Date, string? PermitNumber);
