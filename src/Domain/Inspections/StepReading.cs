namespace Facilities.Domain.Inspections;

/// <summary>From which point of the asset telemetry fills in a step of a day's record.</summary>
/// <param name="Point">Key of the point.</param>
public sealed record StepReading(string Point, ReadingTake Take);
