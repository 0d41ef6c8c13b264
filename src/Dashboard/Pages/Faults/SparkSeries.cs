namespace Facilities.Dashboard.Pages.Faults;

/// <summary>Equal windows of a signal, oldest first (NaN: no data), and the band it should stay in.</summary>
public sealed record SparkSeries(IReadOnlyList<double> Values, double? BandLow, double? BandHigh);
