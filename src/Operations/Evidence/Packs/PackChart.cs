using System.Globalization;
using System.Net;
using System.Text;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>Draws a point over the whole stretch as SVG: highest and lowest of each minute or so, gaps grey, the loss tinted, its moments as lines. Labels in both languages.</summary>
internal sealed class PackChart(ITimeSeriesStore series)
{
    private const int Width = 960;
    private const int Height = 190;
    private const int Left = 60;
    private const int Right = 8;
    private const int Top = 34;
    private const int Bottom = 22;

    /// <summary>A column of the drawing.</summary>
    private const int Columns = Width - Left - Right;

    private const int HoursBetweenTicks = 6;

    /// <exception cref="StoreUnavailableException">The store is away.</exception>
    public async Task<string> DrawAsync(PackFacts facts, TemplatePoint point, CancellationToken cancellationToken)
    {
        var (from, until) = (facts.From.ToUnixTimeMilliseconds(), facts.Until.ToUnixTimeMilliseconds());
        var step = Math.Max(1, (until - from) / Columns);
        var source = new SourceId(facts.Asset.Id.Value);
        var windows = await series.AggregateAsync(source, point.Definition.No, from, until, step, cancellationToken).ConfigureAwait(false);
        var coverage = await series.CoverageAsync(source, null, from, until, facts.ExpectedInterval, cancellationToken).ConfigureAwait(false);
        var (low, high) = Range(point, windows);
        var drawing = new StringBuilder();
        drawing.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        drawing.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>\n");
        var unit = point.Definition.Unit.Length > 0 ? $" ({point.Definition.Unit})" : "";
        drawing.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"16\" font-weight=\"600\">{Escaped(point.Name.Zh)} · {Escaped(point.Name.En)}{Escaped(unit)}</text>\n");
        foreach (var gap in coverage.Gaps) Area(drawing, X(gap.FromUnixMs), X(gap.ToUnixMs), "#d5dae0", 1);
        Area(drawing, X(facts.Claim.LossAt.ToUnixTimeMilliseconds()), X((facts.Claim.LossEndedAt ?? facts.Until).ToUnixTimeMilliseconds()), "#c4162f", 0.12);
        Frame(drawing, from, until, low, high);
        var path = new StringBuilder();
        long? before = null;
        foreach (var window in windows.Where(window => window.Count > 0))
        {
            var x = X(window.StartUnixMs + step / 2);
            // A change is drawn as a step; over a gap nothing is drawn.
            var isNext = before is { } last && window.StartUnixMs - last <= Math.Max(3 * step, (long)facts.ExpectedInterval.TotalMilliseconds * 2);
            path.Append(isNext ? 'L' : 'M').Append(Text(x)).Append(' ').Append(Text(Y(window.First))).Append('V').Append(Text(Y(window.Max))).Append('V').Append(Text(Y(window.Min))).Append('V').Append(Text(Y(window.Last)));
            before = window.StartUnixMs;
        }

        drawing.Append("<path d=\"").Append(path).Append("\" fill=\"none\" stroke=\"#0a6478\" stroke-width=\"1\"/>\n");
        foreach (var moment in facts.Timeline.Where(entry => entry.Code is "trapped" or "began" or "arrived" or "released" or "ended"))
        {
            var x = Text(X(moment.At.ToUnixTimeMilliseconds()));
            drawing.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x}\" y1=\"{Top}\" x2=\"{x}\" y2=\"{Height - Bottom}\" stroke=\"#c4162f\" stroke-dasharray=\"3 2\"/>\n");
        }

        return drawing.Append("</svg>\n").ToString();

        double X(long at) => Left + Columns * Math.Clamp((double)(at - from) / (until - from), 0, 1);

        double Y(double value) => Height - Bottom - (Height - Top - Bottom) * (value - low) / (high - low);
    }

    private static (double Low, double High) Range(TemplatePoint point, IReadOnlyList<WindowAggregate> windows)
    {
        if (point.Definition.Kind == PointKind.Flag) return (-0.1, 1.1);
        if (point.Definition.Kind == PointKind.State) return (-0.2, point.Definition.States.Count - 0.8);
        var seen = windows.Where(window => window.Count > 0).ToList();
        if (seen.Count == 0) return (0, 1);
        var (low, high) = (seen.Min(window => window.Min), seen.Max(window => window.Max));
        var margin = high > low ? (high - low) * 0.05 : Math.Max(1, Math.Abs(high) * 0.05);
        return (low - margin, high + margin);
    }

    private static void Frame(StringBuilder drawing, long from, long until, double low, double high)
    {
        drawing.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{Top}\" width=\"{Columns}\" height=\"{Height - Top - Bottom}\" fill=\"none\" stroke=\"#c5cdd6\"/>\n");
        drawing.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{Top + 10}\" text-anchor=\"end\">{Text(high)}</text>\n<text x=\"{Left - 6}\" y=\"{Height - Bottom}\" text-anchor=\"end\">{Text(low)}</text>\n");
        var hour = TimeSpan.FromHours(1).TotalMilliseconds;
        var first = SiteDay.Start(SiteDay.Of(DateTimeOffset.FromUnixTimeMilliseconds(from))).ToUnixTimeMilliseconds();
        for (var at = first; at <= until; at += (long)(HoursBetweenTicks * hour))
        {
            if (at < from) continue;
            var x = Text(Left + Columns * ((double)(at - from) / (until - from)));
            var label = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), SiteDay.Zone).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
            drawing.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x}\" y1=\"{Height - Bottom}\" x2=\"{x}\" y2=\"{Height - Bottom + 4}\" stroke=\"#7f8b97\"/><text x=\"{x}\" y=\"{Height - 6}\" text-anchor=\"middle\">{label}</text>\n");
        }
    }

    private static void Area(StringBuilder drawing, double from, double to, string colour, double opacity)
    {
        if (to <= from) return;
        drawing.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Text(from)}\" y=\"{Top}\" width=\"{Text(to - from)}\" height=\"{Height - Top - Bottom}\" fill=\"{colour}\" fill-opacity=\"{Text(opacity)}\"/>\n");
    }

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
