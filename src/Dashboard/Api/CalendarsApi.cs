using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Calendars;

namespace Facilities.Dashboard.Api;

/// <summary>Working hours, public holidays and worked weekends of a community. A change answers how many open faults' deadlines moved.</summary>
internal static class CalendarsApi
{
    public static void MapCalendars(this IEndpointRouteBuilder api)
    {
        var calendar = api.MapGroup("/communities/{id:int}/calendar").WithTags("Calendars");
        calendar.MapGet("/", GetCalendar).ForTokens(TokenScope.ReadDuty).WithName(nameof(GetCalendar)).Refusable();
        calendar.MapPut("/hours", SetHours).ForTokens(TokenScope.ManageDuty).WithName(nameof(SetHours)).Refusable();
        calendar.MapPut("/days/{date}", SetDay).ForTokens(TokenScope.ManageDuty).WithName(nameof(SetDay)).Refusable();
        calendar.MapDelete("/days/{date}", RemoveDay).ForTokens(TokenScope.ManageDuty).WithName(nameof(RemoveDay)).Refusable();
        calendar.MapPost("/import", ImportDays).ForTokens(TokenScope.ManageDuty).WithName(nameof(ImportDays)).Refusable();
        calendar.MapPost("/holidays/{year:int}", TakeHolidays).ForTokens(TokenScope.ManageDuty).WithName(nameof(TakeHolidays)).Refusable();
    }

    /// <summary>A year: hours, and the days that differ from the week.</summary>
    /// <param name="year">The site's current one unless said otherwise.</param>
    internal static Task<SiteCalendar> GetCalendar(ApiCaller caller, SiteCalendars calendars, int id, int? year, CancellationToken cancellationToken) =>
        calendars.YearAsync(caller.Value, new CommunityId(id), year, cancellationToken);

    /// <summary>Sets the working hours, e.g. <c>12345 08:30-12:00 13:30-17:30</c>.</summary>
    internal static async Task<MovedDeadlines> SetHours(ApiCaller caller, SiteCalendars calendars, int id, HoursBody body, CancellationToken cancellationToken) =>
        new(await calendars.SetHoursAsync(caller.Value, new CommunityId(id), body.Hours, cancellationToken));

    /// <summary>A day is off, or worked.</summary>
    internal static async Task<MovedDeadlines> SetDay(ApiCaller caller, SiteCalendars calendars, int id, DateOnly date, CalendarDayBody body, CancellationToken cancellationToken) =>
        new(await calendars.SetDayAsync(caller.Value, new CommunityId(id), date, body.IsWorking, body.Name, cancellationToken));

    /// <summary>A day is like its weekday again.</summary>
    internal static async Task<MovedDeadlines> RemoveDay(ApiCaller caller, SiteCalendars calendars, int id, DateOnly date, CancellationToken cancellationToken) =>
        new(await calendars.RemoveDayAsync(caller.Value, new CommunityId(id), date, cancellationToken));

    /// <summary>Imports days, all or none: a line is <c>2026-10-01,off,国庆节</c> or <c>2026-10-10,work</c>.</summary>
    internal static async Task<MovedDeadlines> ImportDays(ApiCaller caller, SiteCalendars calendars, int id, CalendarImportBody body, CancellationToken cancellationToken) =>
        new(await calendars.ImportAsync(caller.Value, new CommunityId(id), body.Csv, cancellationToken));

    /// <summary>Takes over the public holidays and worked weekends of a year whose notice is known.</summary>
    internal static async Task<MovedDeadlines> TakeHolidays(ApiCaller caller, SiteCalendars calendars, int id, int year, CancellationToken cancellationToken) =>
        new(await calendars.TakeHolidaysAsync(caller.Value, new CommunityId(id), year, cancellationToken));
}
