using System.Globalization;

namespace Facilities.Dashboard.Pages.Charts;

/// <summary>Which stretch of time the page shows: the last while, moving on, or from an instant to an instant.</summary>
/// <param name="Key">Of the moving ones, e.g. <c>30d</c>; null: it stands still.</param>
/// <param name="From">Included.</param>
/// <param name="To">Excluded.</param>
internal sealed record ChartStretch(string? Key, DateTimeOffset From, DateTimeOffset To)
{
    public const string Default = "24h";

    /// <summary>Closer than any point reports.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    /// <summary>Longer than anything is kept.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(11 * 366);

    public static IReadOnlyList<(string Key, TimeSpan Length)> Ranges { get; } =
    [
        ("1h", TimeSpan.FromHours(1)), ("6h", TimeSpan.FromHours(6)), ("24h", TimeSpan.FromHours(24)), ("7d", TimeSpan.FromDays(7)),
        ("30d", TimeSpan.FromDays(30)), ("1y", TimeSpan.FromDays(365)), ("5y", TimeSpan.FromDays(5 * 365)),
    ];

    public TimeSpan Length => To - From;

    /// <summary>As the address says; what can't be read is the last 24 hours, what is too short or too long is moved to the nearest.</summary>
    /// <param name="from">Unix milliseconds.</param>
    /// <param name="to">Unix milliseconds.</param>
    public static ChartStretch Read(string? range, string? from, string? to, DateTimeOffset now)
    {
        var latest = now.ToUnixTimeMilliseconds() + (long)TimeSpan.FromDays(366).TotalMilliseconds;
        if (Instant(from) is { } begin && Instant(to) is { } end && end > begin && end <= latest) return Between(DateTimeOffset.FromUnixTimeMilliseconds(begin), DateTimeOffset.FromUnixTimeMilliseconds(end));
        var (key, length) = Ranges.FirstOrDefault(item => item.Key == range) is { Key: not null } known ? known : Ranges.First(item => item.Key == Default);
        return new ChartStretch(key, now - length, now);
    }

    /// <summary>The same middle, shorter or longer.</summary>
    public ChartStretch Zoom(double factor)
    {
        var half = Length * factor / 2;
        var middle = From + Length / 2;
        return Between(middle - half, middle + half);
    }

    /// <summary>Earlier or later by a share of its length.</summary>
    public ChartStretch Move(double share) => Between(From + Length * share, To + Length * share);

    private static ChartStretch Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (to - from < Shortest) to = from + Shortest;
        if (to - from > Longest) from = to - Longest;
        return from < DateTimeOffset.UnixEpoch ? new ChartStretch(null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch + (to - from)) : new ChartStretch(null, from, to);
    }

    private static long? Instant(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 32_503_680_000_000 ? ms : null;
}
