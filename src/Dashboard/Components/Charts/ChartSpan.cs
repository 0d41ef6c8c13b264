namespace Facilities.Dashboard.Components.Charts;

/// <summary>A stretch of time, Unix milliseconds.</summary>
public sealed record ChartSpan(long From, long To, string? Label = null, string Tone = "p3");
