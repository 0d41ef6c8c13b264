namespace Facilities.Domain.Calendars;

/// <summary>Between instants and the local time of a site. Pure.</summary>
public static class SiteTime
{
    /// <summary>
    /// The instant of a local time, given in minutes after midnight (1440 is the next midnight). A local time the clocks skip counts as the first one after
    /// it; one they repeat counts as its first pass.
    /// </summary>
    public static DateTimeOffset ToUtc(TimeZoneInfo zone, DateOnly date, int minute)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return ToUtc(zone, date.ToDateTime(TimeOnly.MinValue).AddMinutes(minute));
    }

    /// <inheritdoc cref="ToUtc(TimeZoneInfo, DateOnly, int)"/>
    public static DateTimeOffset ToUtc(TimeZoneInfo zone, DateTime local)
    {
        ArgumentNullException.ThrowIfNull(zone);
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The site's date at an instant.</summary>
    public static DateOnly DateOf(TimeZoneInfo zone, DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
}
