using System.Globalization;

namespace Facilities.Dashboard.Live;

/// <summary>The page of a list as it stands in an address. What can't be read, or lies beyond any list, is nobody's crash: the first page is shown, or the last that is counted.</summary>
internal static class PageQuery
{
    /// <summary>More rows than a list of ours ever has; their number times the page size still is an <see cref="int"/>.</summary>
    public const int Last = 1_000_000;

    /// <summary>From 1.</summary>
    public static int Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? (int)Math.Clamp(page, 1, Last) : 1;
}
