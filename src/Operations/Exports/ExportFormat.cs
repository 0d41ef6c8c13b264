namespace Facilities.Operations.Exports;

/// <summary>How a table leaves the service.</summary>
public enum ExportFormat
{
    /// <summary>UTF-8 with byte order mark, so that spreadsheets read Chinese.</summary>
    Csv,

    /// <summary>Office Open XML, numbers and dates as such.</summary>
    Xlsx,
}
