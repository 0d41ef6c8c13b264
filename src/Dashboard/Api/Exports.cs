using System.Globalization;
using Facilities.Operations.Exports;

namespace Facilities.Dashboard.Api;

/// <summary>Answers with a table as a file, written while it is read.</summary>
internal static class Exports
{
    /// <summary>The language in which the caller reads pages: of his cookie, or what his program accepts.</summary>
    public static CultureInfo Culture => CultureInfo.CurrentUICulture;

    public static async Task SendAsync(this HttpResponse response, ExportTable table, ExportFormat format, CancellationToken cancellationToken)
    {
        response.ContentType = ExportTable.MediaType(format);
        response.Headers.ContentDisposition = "attachment; filename=" + table.FileNameIn(format);
        response.Headers.CacheControl = "no-store";
        await table.WriteAsync(format, response.Body, cancellationToken);
    }
}
