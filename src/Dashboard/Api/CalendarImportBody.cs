namespace Facilities.Dashboard.Api;

/// <summary>Days as lines of a table.</summary>
internal sealed record CalendarImportBody(string Csv);
