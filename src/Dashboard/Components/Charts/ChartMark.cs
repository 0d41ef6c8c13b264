namespace Facilities.Dashboard.Components.Charts;

/// <summary>A dotted line at an instant, named above the chart.</summary>
public sealed record ChartMark(long At, string Label, string Tone = "ink-3");
