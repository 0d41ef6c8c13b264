using Facilities.Domain.Inspections;

namespace Facilities.Operations.Inspections;

/// <summary>Which duties are planned by themselves.</summary>
public sealed record InspectionOptions
{
    /// <summary>Keys of <see cref="InspectionTemplates"/>. Each asset of their type that is under a maintenance contract gets a schedule.</summary>
    public IReadOnlyList<string> Templates { get; init; } = [InspectionTemplates.ElevatorHalfMonth, InspectionTemplates.FirePumpWeeklyStart];
}
