namespace Facilities.Dashboard.Components.Charts;

/// <summary>A horizontal band in the axis' unit; open to a side whose end is null.</summary>
public sealed record ChartBand(double? Low, double? High);
