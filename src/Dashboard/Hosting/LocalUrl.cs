namespace Facilities.Dashboard.Hosting;

/// <summary>Where to go back to; an address of another host is never followed.</summary>
internal static class LocalUrl
{
    public static string OrHome(string? url) =>
        url is ['/', ..] and not ['/', '/', ..] and not ['/', '\\', ..] && !url.Contains('\n') && !url.Contains('\r') ? url : "/";
}
