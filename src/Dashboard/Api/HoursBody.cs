namespace Facilities.Dashboard.Api;

/// <summary>Working hours as they are written.</summary>
internal sealed record HoursBody(string Hours);
