namespace Facilities.Dashboard.Api;

/// <summary>How many in a month.</summary>
internal sealed record ComplaintMonthCount(DateOnly Month, int Count);
