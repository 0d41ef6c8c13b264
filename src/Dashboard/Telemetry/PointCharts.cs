using Facilities.Dashboard.Components.Charts;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Detection;
using Facilities.Telemetry;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Telemetry;

/// <summary>
/// Builds the chart of a point. The store aggregates to about a point per pixel; a gap breaks the line and is hatched; a point that reports
/// on change holds its value while its asset is heard, and not a moment longer. Without detectors in this process (a dashboard beside ingest)
/// there is no learned band.
/// </summary>
internal sealed class PointCharts(
    ITimeSeriesStore store, SeriesReader series, IFreshnessView? detectors, AssetWords words, DisplayFormat format, SiteZone zone, IStringLocalizer<ChartText> text)
{
    /// <summary>Gaps hatched at most, the longest; more would be a grey wall, and the coverage figure says it anyway. Every gap breaks the line.</summary>
    private const int MostGaps = 60;

    /// <summary>What reports on change may have said it so long before the stretch, as for signatures of work.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromDays(30);

    /// <summary>A page's other parts are worth showing without the curve, so a store that is away is the chart's state and no failure of the page.</summary>
    public async Task<PointChart> BuildAsync(PointChartRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(request, cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            var nothing = new ChartSpec { From = request.From.ToUnixTimeMilliseconds(), To = request.To.ToUnixTimeMilliseconds(), Zone = zone.Zone.Id, Unit = DisplayFormat.UnitText(request.Point.Definition.Unit), Series = [] };
            return new PointChart(nothing, 0, null, 0) { IsAway = true };
        }
    }

    private async Task<PointChart> ReadAsync(PointChartRequest request, CancellationToken cancellationToken)
    {
        var source = new SourceId(request.Asset.Value);
        var point = request.Point.Definition;
        var (from, to) = (request.From.ToUnixTimeMilliseconds(), request.To.ToUnixTimeMilliseconds());
        var heartbeat = words.Template(request.TypeKey)?.Heartbeat ?? TimeSpan.FromMinutes(1);
        var interval = point.Interval ?? heartbeat;
        var windows = await series.WindowsAsync(source, point.No, from, to, point.Interval is null ? 1 : (long)interval.TotalMilliseconds, request.MostPoints, cancellationToken);
        var coverage = await store.CoverageAsync(source, point.Interval is null ? null : point.No, from, to, interval, cancellationToken);
        var last = (await store.LastAsync([source], cancellationToken)).Where(value => value.Point == point.No).Select(value => (LastValue?)value).FirstOrDefault();
        var gaps = coverage.Gaps.Where(gap => gap.ToUnixMs - gap.FromUnixMs >= Math.Max(windows.WindowMs, 3 * (long)interval.TotalMilliseconds)).ToList();
        var hatched = gaps.Count <= MostGaps ? gaps : [.. gaps.OrderByDescending(gap => gap.LengthMs).Take(MostGaps).OrderBy(gap => gap.FromUnixMs)];
        var learned = point.Kind == PointKind.Number ? detectors?.Learned(source, point.No) : null;
        var band = learned is { } range ? new ChartBand(range.Low, range.High) : null;

        var points = point.Interval is null ? OnChange(windows, await HeldAsync(source, point.No, windows, last, gaps, from, cancellationToken), gaps, from, to) : Regular(windows, gaps);
        double[] marked = [.. request.Limits.Select(limit => limit.Value), .. learned is { } expected ? new[] { expected.Low, expected.High } : []];
        var spec = new ChartSpec
        {
            From = from,
            To = to,
            Zone = zone.Zone.Id,
            Unit = point.Kind is PointKind.Flag or PointKind.State ? "" : DisplayFormat.UnitText(point.Unit),
            States = States(request),
            Series = points.Count == 0 ? [] : [new ChartLine(words.Point(request.TypeKey, point.Key), points, request.Tone, Step: point.Interval is null)],
            Learned = band,
            Normal = request.Point is { NormalMin: null, NormalMax: null } ? null : new ChartBand(request.Point.NormalMin, request.Point.NormalMax),
            Limits = request.Limits,
            Low = Reach(points, marked, lowest: true),
            High = Reach(points, marked, lowest: false),
            Gaps = [.. hatched.Select(gap => new ChartSpan(gap.FromUnixMs, gap.ToUnixMs, GapLabel(gap, to - from)))],
            Marks = [.. request.Marks.Where(mark => mark.At >= from && mark.At <= to)],
            Spans = request.Spans,
        };
        return new PointChart(spec, windows.WindowMs, last is { } seen ? DateTimeOffset.FromUnixTimeMilliseconds(seen.TimestampUnixMs) : null, coverage.Share, learned);
    }

    private static List<double?[]> Regular(SeriesWindows windows, List<TimeSpanUnixMs> gaps)
    {
        var points = new List<double?[]>(windows.Windows.Count + gaps.Count);
        var gap = 0;
        foreach (var window in windows.Windows)
        {
            var at = window.StartUnixMs + windows.WindowMs / 2;
            while (gap < gaps.Count && gaps[gap].FromUnixMs < at)
            {
                if (points.Count > 0) points.Add([gaps[gap].FromUnixMs, null]);
                gap++;
            }

            points.Add([at, window.Mean, window.Min, window.Max]);
        }

        return points;
    }

    /// <summary>Each window contributes its first and last value, so that a door that opened and closed within it is seen.</summary>
    private static List<double?[]> OnChange(SeriesWindows windows, double? held, List<TimeSpanUnixMs> gaps, long from, long to)
    {
        var points = new List<double?[]>();
        if (held is not null) points.Add([from, held]);
        foreach (var window in windows.Windows)
        {
            points.Add([window.StartUnixMs, window.First]);
            if (window.Max != window.First && window.Max != window.Last) points.Add([window.StartUnixMs + windows.WindowMs / 2, window.Max]);
            if (window.Min != window.First && window.Min != window.Last) points.Add([window.StartUnixMs + windows.WindowMs / 2, window.Min]);
            if (window.Last != window.First) points.Add([window.StartUnixMs + windows.WindowMs - 1, window.Last]);
        }

        return points.Count == 0 ? points : HoldThrough(points, gaps, to);
    }

    /// <summary>The value that was reported before the stretch and stands into it; null: there is none, or its asset isn't heard there.</summary>
    private async Task<double?> HeldAsync(SourceId source, ushort point, SeriesWindows windows, LastValue? last, List<TimeSpanUnixMs> gaps, long from, CancellationToken cancellationToken)
    {
        if (last is not { } newest || (windows.Windows.Count > 0 && windows.Windows[0].StartUnixMs <= from) || (gaps.Count > 0 && gaps[0].FromUnixMs <= from)) return null;
        if (newest.TimestampUnixMs < from) return double.IsFinite(newest.Value) ? newest.Value : null;
        var earlier = await store.AggregateAsync(new AggregateQuery { Source = source, Point = point, FromUnixMs = from - (long)Held.TotalMilliseconds, ToUnixMs = from }, cancellationToken);
        return earlier.Windows.Count > 0 && double.IsFinite(earlier.Windows[^1].Last) ? earlier.Windows[^1].Last : null;
    }

    /// <summary>Draws each value on to the next report, to the start of a gap, or to the end; then breaks the line for the gap.</summary>
    private static List<double?[]> HoldThrough(List<double?[]> points, List<TimeSpanUnixMs> gaps, long to)
    {
        var held = new List<double?[]>(points.Count + 2 * gaps.Count + 1);
        var gap = 0;
        foreach (var point in points)
        {
            BreakBefore((long)point[0]!.Value);
            held.Add(point);
        }

        BreakBefore(to);
        if (held[^1][1] is { } last) held.Add([to, last]);
        return held;

        void BreakBefore(long at)
        {
            for (; gap < gaps.Count && gaps[gap].FromUnixMs < at; gap++)
            {
                if (held.Count == 0 || held[^1][1] is not { } value) continue;
                held.Add([gaps[gap].FromUnixMs - 1, value]);
                held.Add([gaps[gap].FromUnixMs, null]);
            }
        }
    }

    /// <summary>A limit or a band's end that lies beyond the data is still shown, if it is near enough to mean something.</summary>
    private static double? Reach(List<double?[]> points, double[] limits, bool lowest)
    {
        if (limits.Length == 0 || points.Count == 0) return null;
        var values = points.Where(point => point[1] is not null).Select(point => point[1]!.Value).ToList();
        if (values.Count == 0) return null;
        var (min, max) = (values.Min(), values.Max());
        var span = Math.Max(max - min, Math.Abs(max) * 0.1);
        var near = limits.Where(value => value > min - 4 * span && value < max + 4 * span).ToList();
        if (near.Count == 0) return null;
        var padding = 0.08 * Math.Max(span, near.Max() - near.Min());
        return lowest ? Math.Min(min, near.Min()) - padding : Math.Max(max, near.Max()) + padding;
    }

    private List<string>? States(PointChartRequest request) => request.Point.Definition.Kind switch
    {
        PointKind.State => [.. request.Point.States.Select(state => AssetWords.Name(state.Name))],
        PointKind.Flag => [format.Flag(false), format.Flag(true)],
        _ => null,
    };

    /// <summary>Only a gap wide enough to read it carries its length.</summary>
    private string? GapLabel(TimeSpanUnixMs gap, long whole) =>
        gap.LengthMs * 12 < whole ? null : text["gap", format.Span(TimeSpan.FromMilliseconds(gap.LengthMs))].Value;
}
