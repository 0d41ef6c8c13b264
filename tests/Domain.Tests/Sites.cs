using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;

namespace Facilities.Domain.Tests;

/// <summary>Sites with calendars that can be checked by hand.</summary>
internal static class Sites
{
    /// <summary>Monday 2026-03-02, 10:00 in Shanghai.</summary>
    public static readonly DateTimeOffset MondayMorning = Shanghai("2026-03-02 10:00");

    /// <summary>Shanghai, Monday to Friday 08:30–12:00 and 13:30–17:30: 7.5 h a day.</summary>
    public static SiteRules InCity { get; } = new(Calendar(), true);

    public static SiteRules Elsewhere { get; } = new(Calendar(), false);

    /// <summary>The weeks around National Day 2026 as published: 1–7 October off, Sunday 20 September and Saturday 10 October worked.</summary>
    public static IReadOnlyList<CalendarDay> NationalDay2026 { get; } =
    [
        .. Enumerable.Range(1, 7).Select(day => new CalendarDay(new DateOnly(2026, 10, day), false)),
        new(new DateOnly(2026, 9, 20), true),
        new(new DateOnly(2026, 10, 10), true),
    ];

    public static WorkingCalendar Calendar(params IEnumerable<CalendarDay> days) => Calendar("Asia/Shanghai", WorkingHours.Default, days);

    public static WorkingCalendar Calendar(string zone, WorkingHours hours, IEnumerable<CalendarDay> days) => new(TimeZoneInfo.FindSystemTimeZoneById(zone), hours, days);

    /// <summary>An instant given as local time in Shanghai, <c>yyyy-MM-dd HH:mm[:ss]</c>.</summary>
    public static DateTimeOffset Shanghai(string local) =>
        new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
