using Facilities.Dashboard.Format;
using Facilities.Dashboard.Telemetry;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Components.Charts;

/// <summary>Says what each mark of a chart is: the line, the learned and the normal range, the limits with their origin, the gaps.</summary>
public sealed partial class ChartLegend
{
    [Parameter, EditorRequired]
    public PointChart Chart { get; set; } = default!;

    /// <summary>A sentence for each limit drawn.</summary>
    [Parameter]
    public IReadOnlyList<string> Limits { get; set; } = [];

    [Inject]
    private DisplayFormat Format { get; set; } = default!;
}
