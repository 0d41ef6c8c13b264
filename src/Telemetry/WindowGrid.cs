namespace Facilities.Telemetry;

/// <summary>
/// How a stretch is cut into windows: not at all, evenly from the beginning of the query, or at the hours, days, weeks or months of a site's
/// local time. The first and the last window are cut off where the query begins and ends. Immutable.
/// </summary>
public sealed record WindowGrid
{
    private readonly long _lengthMs;
    private readonly CalendarUnit _unit;
    private readonly TimeZoneInfo? _zone;

    private WindowGrid(long lengthMs, CalendarUnit unit, TimeZoneInfo? zone)
    {
        _lengthMs = lengthMs;
        _unit = unit;
        _zone = zone;
    }

    /// <summary>One window, the whole stretch.</summary>
    public static WindowGrid Whole { get; } = new(long.MaxValue, default, null);

    /// <summary>Length of even windows, milliseconds; <see cref="long.MaxValue"/> for the whole stretch; null for windows of local time.</summary>
    public long? LengthMs => _zone is null ? _lengthMs : null;

    /// <summary>Unit and zone of windows of local time, or null.</summary>
    public (CalendarUnit Unit, TimeZoneInfo Zone)? Local => _zone is null ? null : (_unit, _zone);

    /// <summary>Windows of the same length, the first beginning with the query.</summary>
    /// <exception cref="ArgumentException">The window is below one millisecond.</exception>
    public static WindowGrid Every(long lengthMs)
    {
        TimeSeriesArguments.CheckWindow(lengthMs);
        return new WindowGrid(lengthMs, default, null);
    }

    /// <inheritdoc cref="Every(long)"/>
    public static WindowGrid Every(TimeSpan length) => Every((long)length.TotalMilliseconds);

    /// <summary>Windows of the zone's local time.</summary>
    public static WindowGrid OfLocal(CalendarUnit unit, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return new WindowGrid(0, unit, zone);
    }

    /// <summary>The window around an instant of a query that begins at <paramref name="fromUnixMs"/>; not cut at the query's ends.</summary>
    public TimeSpanUnixMs Around(long unixMs, long fromUnixMs)
    {
        if (_zone is not null) return AroundLocal(unixMs);
        if (_lengthMs == long.MaxValue) return new TimeSpanUnixMs(fromUnixMs, long.MaxValue);
        var start = fromUnixMs + (unixMs - fromUnixMs) / _lengthMs * _lengthMs;
        return new TimeSpanUnixMs(start, start > long.MaxValue - _lengthMs ? long.MaxValue : start + _lengthMs);
    }

    /// <summary>All windows of a stretch, cut at its ends.</summary>
    /// <param name="fromUnixMs">Beginning of the stretch.</param>
    /// <param name="toUnixMs">End of the stretch, not included.</param>
    /// <param name="limit">The most that are given.</param>
    public IEnumerable<TimeSpanUnixMs> Over(long fromUnixMs, long toUnixMs, int limit)
    {
        for (var at = fromUnixMs; at < toUnixMs && limit > 0; limit--)
        {
            var window = Around(at, fromUnixMs);
            yield return new TimeSpanUnixMs(Math.Max(window.FromUnixMs, fromUnixMs), Math.Min(window.ToUnixMs, toUnixMs));
            at = window.ToUnixMs;
        }
    }

    /// <summary>Whether every edge within the stretch is a multiple of <paramref name="bucketMs"/> since 1970.</summary>
    public bool IsAlignedTo(long bucketMs, long fromUnixMs, long toUnixMs)
    {
        if (_zone is null) return _lengthMs == long.MaxValue || (fromUnixMs % bucketMs == 0 && _lengthMs % bucketMs == 0);
        // An edge is where the local clock reads a full hour or midnight: the offset from UTC decides.
        return OffsetsOf(_zone, fromUnixMs, toUnixMs).All(offset => offset.Ticks % (bucketMs * TimeSpan.TicksPerMillisecond) == 0);
    }

    private static IEnumerable<TimeSpan> OffsetsOf(TimeZoneInfo zone, long fromUnixMs, long toUnixMs)
    {
        yield return OffsetAt(zone, fromUnixMs);
        yield return OffsetAt(zone, toUnixMs);
        // No zone changes its clocks for less than four weeks; a year of steps has seen both of its offsets.
        const long Step = 14L * 86_400_000;
        var end = Math.Min(toUnixMs, fromUnixMs + 27 * Step);
        for (var at = fromUnixMs + Step; at < end; at += Step) yield return OffsetAt(zone, at);
    }

    private static TimeSpan OffsetAt(TimeZoneInfo zone, long unixMs) => zone.GetUtcOffset(InstantOf(unixMs));

    // A stretch may end "never"; the calendar ends with the year 9999, and its last windows must still fit.
    private static DateTimeOffset InstantOf(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(unixMs, -62_000_000_000_000, 253_000_000_000_000));

    private TimeSpanUnixMs AroundLocal(long unixMs)
    {
        var local = TimeZoneInfo.ConvertTime(InstantOf(unixMs), _zone!);
        var date = local.Date;
        switch (_unit)
        {
            case CalendarUnit.Hour:
                // Hours are counted by the offset in force: the hour that the clocks repeat is two windows.
                var offsetMs = (long)local.Offset.TotalMilliseconds;
                var hour = RollUpLevel.Hour.BucketOf(unixMs + offsetMs) - offsetMs;
                return new TimeSpanUnixMs(hour, hour + RollUpLevel.Hour.BucketMs());
            case CalendarUnit.Day:
                return new TimeSpanUnixMs(StartOf(date), StartOf(date.AddDays(1)));
            case CalendarUnit.Week:
                var monday = date.AddDays(-(((int)date.DayOfWeek + 6) % 7));
                return new TimeSpanUnixMs(StartOf(monday), StartOf(monday.AddDays(7)));
            default:
                var first = new DateTime(date.Year, date.Month, 1);
                return new TimeSpanUnixMs(StartOf(first), StartOf(first.AddMonths(1)));
        }
    }

    /// <summary>The first instant of a local date: where midnight is skipped the instant after the skip, where it comes twice the first one.</summary>
    private long StartOf(DateTime date)
    {
        while (_zone!.IsInvalidTime(date)) date = date.AddMinutes(15);
        var offset = _zone.IsAmbiguousTime(date) ? _zone.GetAmbiguousTimeOffsets(date).Max() : _zone.GetUtcOffset(date);
        return new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Unspecified), offset).ToUnixTimeMilliseconds();
    }
}
