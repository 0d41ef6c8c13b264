using Facilities.Domain.Faults;

namespace Facilities.Operations.Notifications.Planning;

/// <summary>P3 and P4 wait for the morning (domain.md §8); P1 and P2 never wait.</summary>
internal static class QuietTime
{
    /// <summary>22:00 to 07:00 site time, for groups and for people who chose nothing else.</summary>
    public const int FromMinute = 22 * 60;

    public const int UntilMinute = 7 * 60;

    /// <summary>When it may be sent: now, or at the end of the quiet time in which now lies.</summary>
    /// <param name="severity">The fault's.</param>
    /// <param name="now">Site clock.</param>
    /// <param name="zone">The site's.</param>
    /// <param name="fromMinute">Minutes after local midnight.</param>
    /// <param name="untilMinute">The same as <paramref name="fromMinute"/>: no quiet time.</param>
    public static DateTimeOffset DueAt(Severity severity, DateTimeOffset now, TimeZoneInfo zone, int fromMinute = FromMinute, int untilMinute = UntilMinute)
    {
        if (severity <= Severity.P2 || fromMinute == untilMinute) return now;
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var minute = (local.Hour * 60) + local.Minute;
        var isQuiet = fromMinute < untilMinute ? minute >= fromMinute && minute < untilMinute : minute >= fromMinute || minute < untilMinute;
        if (!isQuiet) return now;
        var end = local.Date.AddDays(minute < untilMinute ? 0 : 1).AddMinutes(untilMinute);
        // The clocks may be put forward just then: the hour that is left out ends at the next one.
        while (zone.IsInvalidTime(end)) end = end.AddMinutes(30);
        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }
}
