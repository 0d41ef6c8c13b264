using Facilities.Domain.Inspections;

namespace Facilities.Operations.Inspections;

/// <summary>Which duties are planned by themselves.</summary>
public sealed record InspectionOptions
{
    /// <summary>Stands for every duty of the library.</summary>
    public const string Every = "*";

    /// <summary>Keys of <see cref="InspectionTemplates"/>, or <see cref="Every"/>. Each asset of their type that is under a maintenance contract gets a schedule.</summary>
    public IReadOnlyList<string> Templates { get; init; } = [InspectionTemplates.ElevatorHalfMonth, InspectionTemplates.FirePumpWeeklyStart];

    /// <exception cref="InvalidOperationException">A key is unknown.</exception>
    internal IEnumerable<InspectionTemplate> Duties => Templates.Contains(Every)
        ? InspectionTemplates.All
        : Templates.Select(key => InspectionTemplates.Find(key) ?? throw new InvalidOperationException($"There is no inspection template '{key}'."));
}
