namespace Facilities.Operations.Calendars;

/// <summary>A day that differs from the week.</summary>
/// <param name="Date">The site's.</param>
/// <param name="IsWorking">A worked weekend; false: off.</param>
/// <param name="Name">Of the holiday; null: none.</param>
/// <param name="IsOwn">The community's own; false: it holds for all.</param>
public sealed record SiteCalendarDay(DateOnly Date, bool IsWorking, string? Name, bool IsOwn);
