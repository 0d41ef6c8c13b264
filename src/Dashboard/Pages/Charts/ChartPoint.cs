namespace Facilities.Dashboard.Pages.Charts;

/// <summary>A point of an asset as an address says it: <c>wanghai/booster-1/discharge_mpa</c>.</summary>
internal sealed record ChartPoint(string Site, string Code, string Point)
{
    /// <summary>Lines on the page; more can't be told apart, and each is read from the store.</summary>
    public const int Most = 6;

    public override string ToString() => $"{Site}/{Code}/{Point}";

    /// <summary>Separated by commas; what can't be read, comes twice or is too many is left out.</summary>
    public static IReadOnlyList<ChartPoint> ParseAll(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse).OfType<ChartPoint>().Distinct().Take(Most)];

    public static string Write(IEnumerable<ChartPoint> points) => string.Join(',', points);

    private static ChartPoint? Parse(string text) => text.Split('/') is [{ Length: > 0 } site, { Length: > 0 } code, { Length: > 0 } point] ? new ChartPoint(site, code, point) : null;
}
