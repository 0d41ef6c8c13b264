namespace Facilities.Dashboard.Components.Charts;

/// <summary>One line. A point is [time] + [mean] or [mean, min, max]; a null mean breaks the line.</summary>
public sealed record ChartLine(string Name, IReadOnlyList<double?[]> Points, string Tone = "s1", bool Step = false, bool Dashed = false);
