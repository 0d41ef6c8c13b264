namespace Facilities.Detection;

/// <summary>What a point came to on one day.</summary>
/// <param name="Day">Number of the day; only differences count, days without data are left out.</param>
/// <param name="Value">In the point's unit; finite.</param>
public readonly record struct DailyValue(int Day, double Value);
