namespace Facilities.Dashboard.Components.Charts;

/// <summary>A dashed line with its name on it.</summary>
public sealed record ChartLimit(double Value, string Name, string Tone = "p2");
