using System.Globalization;
using System.Text;

namespace Facilities.Operations.Exports;

/// <summary>
/// RFC 4180 with a byte order mark: headings, rows, then an empty line and the origin as lines of name and value. A text that begins like a formula gets an apostrophe,
/// because spreadsheets would run it. Memory doesn't grow with the table.
/// </summary>
internal static class CsvExport
{
    public static async Task WriteAsync(ExportTable table, Stream output, CancellationToken cancellationToken)
    {
        var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 32 * 1024, leaveOpen: true) { NewLine = "\r\n" };
        await using (writer.ConfigureAwait(false))
        {
            var line = new StringBuilder();
            foreach (var column in table.Columns) Append(line, Quoted(column.Kind == ExportKind.Share ? column.Name + " (%)" : column.Name));
            await EndAsync(writer, line, cancellationToken).ConfigureAwait(false);
            await foreach (var row in table.Rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                for (var i = 0; i < table.Columns.Count; i++) Append(line, Cell(table.Columns[i].Kind, row[i], table.Zone));
                await EndAsync(writer, line, cancellationToken).ConfigureAwait(false);
            }

            await EndAsync(writer, line, cancellationToken).ConfigureAwait(false);
            foreach (var (name, value) in table.Origin)
            {
                Append(line, Quoted(name));
                Append(line, Quoted(value));
                await EndAsync(writer, line, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void Append(StringBuilder line, string cell)
    {
        // Every cell ends with a comma; the last one is taken away with the line.
        line.Append(cell).Append(',');
    }

    private static async Task EndAsync(StreamWriter writer, StringBuilder line, CancellationToken cancellationToken)
    {
        if (line.Length > 0) line.Length--;
        await writer.WriteLineAsync(line, cancellationToken).ConfigureAwait(false);
        line.Clear();
    }

    private static string Cell(ExportKind kind, object? value, TimeZoneInfo zone) => (kind, value) switch
    {
        (_, null) => "",
        (ExportKind.Share, double share) => double.IsFinite(share) ? (100 * share).ToString("0.0", CultureInfo.InvariantCulture) : "",
        (ExportKind.Number, double number) => double.IsFinite(number) ? number.ToString("0.####", CultureInfo.InvariantCulture) : "",
        (ExportKind.Day, DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (ExportKind.Moment, DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        (ExportKind.Count, IFormattable count) => count.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>A cell of text; one that begins like a formula gets an apostrophe.</summary>
    internal static string Quoted(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : '"' + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
    }
}
