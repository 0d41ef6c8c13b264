namespace Facilities.Operations.Exports;

/// <summary>A table on its way out. Rows are asked for one by one, so that their number doesn't matter.</summary>
/// <param name="Title">In the reader's language; also the sheet's name.</param>
/// <param name="FileName">Without extension; letters, digits and '-'.</param>
/// <param name="Rows">A cell per column, of the column's kind.</param>
/// <param name="Origin">Where it comes from: filter, time, head of the audit chain; name and value each, in the reader's language.</param>
/// <param name="Zone">Of its moments.</param>
public sealed record ExportTable(
    string Title, string FileName, IReadOnlyList<ExportColumn> Columns, IAsyncEnumerable<IReadOnlyList<object?>> Rows, IReadOnlyList<(string Name, string Value)> Origin, TimeZoneInfo Zone)
{
    /// <summary>Writes it; the stream stays open.</summary>
    public Task WriteAsync(ExportFormat format, Stream output, CancellationToken cancellationToken) =>
        format == ExportFormat.Csv ? CsvExport.WriteAsync(this, output, cancellationToken) : XlsxExport.WriteAsync(this, output, cancellationToken);

    /// <summary>Media type of a format.</summary>
    public static string MediaType(ExportFormat format) =>
        format == ExportFormat.Csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>With the extension of a format.</summary>
    public string FileNameIn(ExportFormat format) => FileName + (format == ExportFormat.Csv ? ".csv" : ".xlsx");
}
