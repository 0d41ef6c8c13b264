namespace Facilities.Dashboard.Api;

/// <summary>When planned work is to be done instead.</summary>
internal sealed record RescheduleBody(DateOnly PlannedDate);
