using Facilities.Telemetry;

namespace Facilities.Dashboard.Telemetry;

/// <summary>Aggregates of equal windows; only those with usable samples.</summary>
/// <param name="WindowMs">Length of a window.</param>
/// <param name="Windows">Ascending.</param>
internal sealed record SeriesWindows(long WindowMs, IReadOnlyList<WindowAggregate> Windows);
