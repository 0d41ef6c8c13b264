namespace Facilities.Dashboard.Components.Charts;

/// <summary>A horizontal band in the axis' unit.</summary>
public sealed record ChartBand(double Low, double High);
