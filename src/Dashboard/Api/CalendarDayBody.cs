namespace Facilities.Dashboard.Api;

/// <summary>What a day is.</summary>
internal sealed record CalendarDayBody(bool IsWorking, string? Name = null);
