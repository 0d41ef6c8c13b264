using System.Globalization;
using System.Net;
using System.Text;

namespace Facilities.Ingest.Commands.Evaluation;

/// <summary>One HTML file that needs nothing else: the table, and of every recording its signals with labels above and alarms below.</summary>
internal static class ReportPage
{
    private const int Width = 960;
    private const int Height = 150;
    private const int Band = 8;

    private static readonly string[] Colours = ["#0b6e99", "#b3541e", "#4b7f52", "#7a4988", "#8a6d00", "#a33b5c", "#3c5a99", "#5f5f5f"];

    public static void Write(FileInfo file, EvaluationResult result)
    {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>");
        page.Append(Text(result.Title)).Append("</title><style>body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}")
            .Append("table{border-collapse:collapse}td,th{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}")
            .Append("svg{width:100%;height:auto;display:block;background:#fafafa}</style><h1>").Append(Text(result.Title)).Append("</h1><table><tr><th>recording</th>");
        foreach (var column in result.Columns) page.Append("<th>").Append(Text(column)).Append("</th>");
        page.Append("</tr>");
        foreach (var (name, figures) in result.Totals) Row(page, $"<strong>{Text(name)}</strong>", figures);
        foreach (var (judged, figures) in result.Files) Row(page, $"<a href=\"#{Text(judged.Name)}\">{Text(judged.Name)}</a>", figures);
        foreach (var (name, figures) in result.Rowless) Row(page, Text(name), figures);
        page.Append("</table>");
        if (result.Files.Count > 0) page.Append("<p>Upper bar: labelled faults. Lower bar: alarms. Grey: rows that train. Every signal has its own scale.</p>");
        foreach (var (judged, _) in result.Files) Picture(page, judged);
        Directory.CreateDirectory(file.DirectoryName!);
        File.WriteAllText(file.FullName, page.Append("</html>\n").ToString());
    }

    private static void Row(StringBuilder page, string name, IReadOnlyList<string> figures)
    {
        page.Append("<tr><td>").Append(name).Append("</td>");
        foreach (var figure in figures) page.Append("<td>").Append(Text(figure)).Append("</td>");
        page.Append("</tr>");
    }

    private static void Picture(StringBuilder page, JudgedRecording judged)
    {
        var rows = judged.Alarms.Count;
        page.Append("<h2 id=\"").Append(Text(judged.Name)).Append("\">").Append(Text(judged.Name)).Append("</h2><svg viewBox=\"0 0 ")
            .Append(Width).Append(' ').Append(Height + (2 * Band)).Append("\" role=\"img\" aria-label=\"").Append(Text(judged.Name)).Append("\">");
        Bar(page, 0, judged.Skipped, rows, Band, Height, "#e6e6e6");
        Spans(page, judged.Labels, rows, 0, "#c9302c");
        Spans(page, judged.Alarms, rows, Height + Band, "#d98c00");
        for (var column = 0; column < judged.Recording.Columns.Count; column++) Line(page, judged.Recording.Rows, column);
        page.Append("</svg>");
    }

    private static void Spans(StringBuilder page, IReadOnlyList<bool>? flags, int rows, int top, string colour)
    {
        for (var row = 0; flags is not null && row < rows; row++)
        {
            if (!flags[row]) continue;
            var first = row;
            while (row + 1 < rows && flags[row + 1]) row++;
            Bar(page, first, row + 1, rows, top, Band, colour);
        }
    }

    private static void Bar(StringBuilder page, int from, int to, int rows, int top, int height, string colour) =>
        page.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Width * (double)from / rows:0.#}\" y=\"{top}\" width=\"{Math.Max(1.5, Width * (double)(to - from) / rows):0.#}\" height=\"{height}\" fill=\"{colour}\"/>");

    /// <summary>At most one smallest and one largest value per pixel, so that a spike stays visible.</summary>
    private static void Line(StringBuilder page, IReadOnlyList<double[]> rows, int column)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var row in rows.Where(row => double.IsFinite(row[column]))) (least, most) = (Math.Min(least, row[column]), Math.Max(most, row[column]));
        if (!(most > least)) return;
        page.Append("<polyline fill=\"none\" stroke-width=\"1\" stroke=\"").Append(Colours[column % Colours.Length]).Append("\" points=\"");
        for (var pixel = 0; pixel < Width; pixel++)
        {
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var row = (int)((long)pixel * rows.Count / Width); row < (int)((long)(pixel + 1) * rows.Count / Width); row++)
            {
                if (double.IsFinite(rows[row][column])) (low, high) = (Math.Min(low, rows[row][column]), Math.Max(high, rows[row][column]));
            }

            if (high < low) continue;
            page.Append(CultureInfo.InvariantCulture, $"{pixel},{Y(low):0.#} {pixel},{Y(high):0.#} ");
        }

        page.Append("\"/>");

        double Y(double value) => Band + 4 + ((Height - 8) * (1 - ((value - least) / (most - least))));
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
