using Facilities.Dashboard.Components.Charts;
using Facilities.Detection;

namespace Facilities.Dashboard.Telemetry;

/// <summary>A chart of one point, with what its header and legend say.</summary>
/// <param name="Spec">What is drawn; without a line when there is nothing to draw.</param>
/// <param name="WindowMs">How long each drawn point stands for.</param>
/// <param name="LastAt">The newest sample of the point ever; null when it never reported.</param>
/// <param name="Coverage">Share of the stretch with data.</param>
/// <param name="Learned">What the asset's own baseline expects of the point; null while it has none.</param>
public sealed record PointChart(ChartSpec Spec, long WindowMs, DateTimeOffset? LastAt, double Coverage, LearnedRange? Learned = null)
{
    public bool IsEmpty => Spec.Series.Count == 0;

    /// <summary>The telemetry store could not be asked: nothing is drawn, which doesn't mean that there is nothing.</summary>
    public bool IsAway { get; init; }
}
