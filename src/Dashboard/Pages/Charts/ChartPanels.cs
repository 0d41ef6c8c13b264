using Facilities.Dashboard.Components.Charts;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Telemetry;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Charts;

/// <summary>Puts lines of the same unit on one axis. There is no second axis: two on one chart prove whatever one likes.</summary>
internal static class ChartPanels
{
    private const long WeekMs = 7L * 86_400_000;

    public static IReadOnlyList<ChartPanel> Of(IReadOnlyList<ChartLineRow> lines, IReadOnlyList<ChartMark> marks, IStringLocalizer<ChartText> text)
    {
        var tones = lines.Select((line, index) => (line, Tone: $"s{index % 5 + 1}")).ToDictionary(item => item.line, item => item.Tone);
        var panels = lines.GroupBy(KeyOf).Select(group => Panel(group.Key, [.. group], tones, text)).ToList();
        // Names of marks stand above the topmost panel only; their lines run through all.
        return [.. panels.Select((panel, index) => panel with { Spec = panel.Spec with { Marks = index == 0 ? marks : [.. marks.Select(mark => mark with { Label = "" })] } })];
    }

    private static string KeyOf(ChartLineRow line) => line.Point.Definition.Kind is PointKind.State or PointKind.Flag ? $"{line.Asset.Row.Place.TypeKey}/{line.Point.Definition.Key}" : line.Point.Definition.Unit;

    private static ChartPanel Panel(string key, IReadOnlyList<ChartLineRow> lines, Dictionary<ChartLineRow, string> tones, IStringLocalizer<ChartText> text)
    {
        var first = lines[0].Chart.Spec;
        var one = lines.Count == 1;
        var series = new List<ChartLine>();
        foreach (var line in lines)
        {
            var name = one ? AssetWords.Name(line.Point.Name) : $"{AssetWords.Name(line.Asset.Row.Place.Name)} {AssetWords.Name(line.Point.Name)}";
            series.AddRange(line.Chart.Spec.Series.Select(drawn => drawn with { Name = name, Tone = tones[line] }));
            if (line.Before is { } before) series.AddRange(before.Spec.Series.Select(drawn => drawn with { Name = text["explore.before", name], Tone = tones[line], Dashed = true, Points = [.. drawn.Points.Select(Later)] }));
        }

        return new ChartPanel(key, first.Unit, first with
        {
            Series = series,
            // Of several lines each has its own limits, bands and gaps: a gap breaks its line, a hatching would lie over the others.
            Normal = one ? first.Normal : null,
            Learned = one ? first.Learned : null,
            Limits = one ? first.Limits : [],
            Gaps = one ? first.Gaps : [],
            Low = Least(lines.Select(line => line.Chart.Spec.Low), one),
            High = Least(lines.Select(line => -line.Chart.Spec.High), one) is { } high ? -high : null,
        }, lines);
    }

    /// <summary>Of several lines the data alone say where the axis ends.</summary>
    private static double? Least(IEnumerable<double?> values, bool one) => one ? values.First() : null;

    private static double?[] Later(double?[] point) => [point[0] + WeekMs, .. point.Skip(1)];
}
