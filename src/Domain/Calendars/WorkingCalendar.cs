namespace Facilities.Domain.Calendars;

/// <summary>
/// A site's calendar: its time zone, working hours, public holidays and worked weekends (调休). Working time is real time that lies inside working hours,
/// so a day on which the clocks change is as long as it really is. All instants in and out are UTC. Immutable and thread-safe.
/// </summary>
public sealed class WorkingCalendar
{
    /// <summary>No limit of the field runs this long; a calendar of holidays only would never end a search otherwise.</summary>
    private const int MaximumDaysSearched = 20 * 366;

    private readonly Dictionary<DateOnly, bool> _exceptions = [];
    private readonly WorkingHours _hours;

    public WorkingCalendar(TimeZoneInfo zone, WorkingHours hours, IEnumerable<CalendarDay> exceptions)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentNullException.ThrowIfNull(exceptions);
        Zone = zone;
        _hours = hours;
        // A community's own day comes after, and so replaces, the day that holds for all.
        foreach (var day in exceptions.OrderBy(day => day.CommunityId is null ? 0 : 1)) _exceptions[day.Date] = day.IsWorking;
    }

    public TimeZoneInfo Zone { get; }

    /// <summary>Working time of one working day.</summary>
    public TimeSpan Workday => _hours.Workday;

    public bool IsWorkingDay(DateOnly date) => _exceptions.TryGetValue(date, out var working) ? working : _hours.Includes(date.DayOfWeek);

    /// <summary>The site's date at an instant.</summary>
    public DateOnly LocalDate(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The first instant of a local day.</summary>
    public DateTimeOffset StartOfDay(DateOnly date) => ToUtc(date, 0);

    /// <summary>The first instant after a local day.</summary>
    public DateTimeOffset EndOfDay(DateOnly date) => ToUtc(date.AddDays(1), 0);

    /// <summary>Whether an instant lies inside working hours; the end of a span doesn't.</summary>
    public bool IsWorkingTime(DateTimeOffset instant)
    {
        var day = LocalDate(instant);
        if (!IsWorkingDay(day)) return false;
        foreach (var (fromMinute, toMinute) in _hours.Spans)
        {
            if (ToUtc(day, fromMinute) <= instant && instant < ToUtc(day, toMinute)) return true;
        }

        return false;
    }

    /// <summary>The last working day on or before a date; the date itself when there is none within two months.</summary>
    public DateOnly WorkingDayOnOrBefore(DateOnly date)
    {
        for (var day = date; day > date.AddDays(-62); day = day.AddDays(-1))
        {
            if (IsWorkingDay(day)) return day;
        }

        return date;
    }

    /// <summary>How much of [from, to) lies inside working hours; zero when the range is empty or reversed.</summary>
    public TimeSpan WorkingTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var total = TimeSpan.Zero;
        if (to <= from) return total;
        var last = LocalDate(to);
        for (var day = LocalDate(from); day <= last; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day)) continue;
            foreach (var (fromMinute, toMinute) in _hours.Spans)
            {
                var start = Later(ToUtc(day, fromMinute), from);
                var end = Earlier(ToUtc(day, toMinute), to);
                if (end > start) total += end - start;
            }
        }

        return total;
    }

    /// <summary>
    /// The earliest instant by which <paramref name="workingTime"/> has passed since <paramref name="from"/>; <paramref name="from"/> itself for zero.
    /// Work that fills a day to its last minute is due at the end of that day, not at the start of the next.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative time.</exception>
    /// <exception cref="InvalidOperationException">The calendar has no such working time within twenty years.</exception>
    public DateTimeOffset AddWorkingTime(DateTimeOffset from, TimeSpan workingTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workingTime, TimeSpan.Zero);
        if (workingTime == TimeSpan.Zero) return from.ToUniversalTime();
        var left = workingTime;
        var first = LocalDate(from);
        for (var day = first; day.DayNumber - first.DayNumber <= MaximumDaysSearched; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day)) continue;
            foreach (var (fromMinute, toMinute) in _hours.Spans)
            {
                var start = Later(ToUtc(day, fromMinute), from);
                var available = ToUtc(day, toMinute) - start;
                if (available <= TimeSpan.Zero) continue;
                if (left <= available) return (start + left).ToUniversalTime();
                left -= available;
            }
        }

        throw new InvalidOperationException("The calendar has too few working days.");
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private DateTimeOffset ToUtc(DateOnly date, int minute) => SiteTime.ToUtc(Zone, date, minute);
}
