namespace Facilities.Simulator.Assets;

/// <summary>Local time of a site and what depends on it alone: weekday, daylight, weather. Pure functions of site time.</summary>
internal sealed class SiteCalendar(TimeSpan utcOffset)
{
    private const double DayMs = 86_400_000;

    private readonly long _offsetMs = (long)utcOffset.TotalMilliseconds;

    public double HourOfDay(long unixMs) => (unixMs + _offsetMs) % 86_400_000L / 3_600_000.0;

    public bool IsWeekend(long unixMs) => Weekday(unixMs) is DayOfWeek.Saturday or DayOfWeek.Sunday;

    public DayOfWeek Weekday(long unixMs) => (DayOfWeek)((LocalDay(unixMs) + 4) % 7); // 1970-01-01 was a Thursday

    /// <summary>Days since 1970-01-01 in local time.</summary>
    public long LocalDay(long unixMs) => (unixMs + _offsetMs) / 86_400_000L;

    /// <summary>0 to 1 through the year, 0 on 1 January.</summary>
    public double YearShare(long unixMs) => (unixMs + _offsetMs) / DayMs % 365.2425 / 365.2425;

    /// <summary>
    /// Outdoor air in °C: a coastal city at 36° north (yearly mean 13, swing ±13, warmest in early August), ±3.5 through the day,
    /// and weather fronts of several days.
    /// </summary>
    public double OutdoorC(long unixMs)
    {
        var days = unixMs / DayMs;
        var season = 13 - 13 * Math.Cos(2 * Math.PI * (YearShare(unixMs) - 0.095));
        var day = -3.5 * Math.Cos(2 * Math.PI * (HourOfDay(unixMs) - 3) / 24);
        var fronts = 2.2 * Math.Sin(2 * Math.PI * days / 5.3) + 1.3 * Math.Sin(2 * Math.PI * days / 2.7 + 1);
        return season + day + fronts;
    }

    /// <summary>Sunrise and sunset in local hours: half a day is 6 h ± 1.25 h over the year at 36° north.</summary>
    public (double Sunrise, double Sunset) Daylight(long unixMs)
    {
        var half = 6.1 - 1.25 * Math.Cos(2 * Math.PI * (YearShare(unixMs) + 0.03));
        return (12 - half, 12 + half);
    }

    /// <summary>Daylight outside in lux, 0 at night, at most 60 000.</summary>
    public double DaylightLux(long unixMs)
    {
        var (rise, set) = Daylight(unixMs);
        var hour = HourOfDay(unixMs);
        return hour <= rise || hour >= set ? 0 : 60_000 * Math.Pow(Math.Sin(Math.PI * (hour - rise) / (set - rise)), 1.5);
    }
}
