using Facilities.Telemetry;

namespace Facilities.Operations.Assets;

/// <summary>A point's history, thinned to what a chart can show.</summary>
/// <param name="Key">Key of the point.</param>
/// <param name="Unit">Unit as shown.</param>
/// <param name="Kind">How the values are to be read.</param>
/// <param name="From">Start of the span.</param>
/// <param name="Until">End of the span.</param>
/// <param name="WindowMs">Width of a window; 0: the samples are raw (min = mean = max).</param>
/// <param name="Points">Ascending.</param>
/// <param name="Gaps">Stretches without data: drawn hatched, never bridged. For on-change points stretches in which the asset was silent.</param>
/// <param name="CoveredShare">0–1.</param>
public sealed record TelemetrySeries(
    string Key, string Unit, PointKind Kind, DateTimeOffset From, DateTimeOffset Until, long WindowMs, IReadOnlyList<SeriesPoint> Points, IReadOnlyList<TimeSpanUnixMs> Gaps, double CoveredShare);
