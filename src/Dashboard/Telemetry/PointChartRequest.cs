using Facilities.Dashboard.Components.Charts;
using Facilities.Domain;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Telemetry;

/// <summary>Which point, which stretch, and what to mark on it.</summary>
internal sealed record PointChartRequest(AssetId Asset, string TypeKey, TemplatePoint Point, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Points drawn at most; about one per pixel of a desk's chart.</summary>
    public int MostPoints { get; init; } = 700;

    /// <summary>Token of the line's colour.</summary>
    public string Tone { get; init; } = "s1";

    public IReadOnlyList<ChartLimit> Limits { get; init; } = [];

    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    public IReadOnlyList<ChartSpan> Spans { get; init; } = [];
}
