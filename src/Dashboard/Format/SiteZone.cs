namespace Facilities.Dashboard.Format;

/// <summary>The time zone in which the site's people read clocks. Instants are UTC everywhere else.</summary>
public sealed record SiteZone(TimeZoneInfo Zone)
{
    /// <summary>China has one; used until a site says otherwise.</summary>
    public static SiteZone Default { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    public DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The site's day at that instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(ToLocal(instant).DateTime);

    /// <summary>The instant of what was typed into a field for date and time.</summary>
    public DateTimeOffset ToUtc(DateTime local) => new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), Zone.GetUtcOffset(local)).ToUniversalTime();
}
