using System.Globalization;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>How instants are written in a pack: in the site's zone with its offset, so that nobody has to know which one was meant.</summary>
internal static class PackTime
{
    /// <summary>With milliseconds, for tables.</summary>
    public static string Exact(DateTimeOffset? instant) =>
        instant is { } at ? TimeZoneInfo.ConvertTime(at, SiteDay.Zone).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture) : "";

    public static string Exact(long unixMs) => Exact(DateTimeOffset.FromUnixTimeMilliseconds(unixMs));

    /// <summary>For people.</summary>
    public static string Shown(DateTimeOffset? instant) =>
        instant is { } at ? TimeZoneInfo.ConvertTime(at, SiteDay.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "—";

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
