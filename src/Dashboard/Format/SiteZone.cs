namespace Facilities.Dashboard.Format;

/// <summary>The time zone in which the site's people read clocks. Instants are UTC everywhere else.</summary>
public sealed record SiteZone(TimeZoneInfo Zone)
{
    /// <summary>China has one; used until a site says otherwise.</summary>
    public static SiteZone Default { get; } = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    public DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);
}
