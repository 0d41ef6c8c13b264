namespace Facilities.Operations.Health;

/// <summary>The score of one day of the site.</summary>
/// <param name="Day">The day.</param>
/// <param name="Score">0–100; null: too little was seen of it.</param>
public sealed record HealthDay(DateOnly Day, int? Score);
