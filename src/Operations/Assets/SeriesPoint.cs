namespace Facilities.Operations.Assets;

/// <summary>One place on a chart: a sample, or the values of a window.</summary>
public readonly record struct SeriesPoint(long UnixMs, double Min, double Mean, double Max);
