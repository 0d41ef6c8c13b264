namespace Facilities.Detection;

/// <summary>
/// Says in how many days a daily value reaches its limit, and says nothing unless all of this holds:
/// <list type="bullet">
/// <item>the movement is significant (<see cref="MostPValue"/>) in a window of the last 14, 28, 56 or 112 days of which at least two thirds have data and whose newest is at most two days old;</item>
/// <item>it goes towards the limit, and the newest value has not gone back by half of the way: somebody mended it;</item>
/// <item>the limit lies no farther ahead than the window looks back: a line is not drawn on farther than it was seen.</item>
/// </list>
/// The shortest such window counts, because wear speeds up. What is called a day may be an hour as well: any equal step. Pure and thread-safe.
/// </summary>
public static class LimitForecaster
{
    /// <summary>Four windows are tried for each limit of each asset every day: at the usual 0.05 most forecasts would be chance.</summary>
    public const double MostPValue = 0.005;

    /// <summary>A value that was last seen longer ago than this has no present.</summary>
    private const int MostAgeDays = 2;

    private static readonly int[] Windows = [14, 28, 56, 112];

    /// <summary>Days of history that are looked at.</summary>
    public static int HistoryDays => Windows[^1];

    /// <param name="days">Ascending by day, each day once; finite values.</param>
    /// <param name="today">The day's number; the values end before it or on it.</param>
    /// <param name="limit">In the values' unit.</param>
    /// <param name="above">The limit is reached from below; false: from above.</param>
    /// <param name="shortest">Shorter windows say nothing.</param>
    /// <returns>Null where nothing can be said; also when the value is beyond the limit already.</returns>
    public static LimitForecast? Of(IReadOnlyList<DailyValue> days, int today, double limit, bool above, int shortest = 0)
    {
        ArgumentNullException.ThrowIfNull(days);
        if (days.Count == 0 || today - days[^1].Day > MostAgeDays) return null;
        var sign = above ? 1 : -1;
        foreach (var window in Windows.Where(window => window >= shortest))
        {
            var recent = days.Where(day => day.Day > today - window).ToList();
            if (recent.Count * 3 < window * 2 || MonotonicTrend.Of(recent) is not { } trend || trend.PValue > MostPValue) continue;
            var left = (limit - trend.Level) * sign;
            var (slow, steep) = above ? (trend.PerDayLow, trend.PerDayHigh) : (-trend.PerDayHigh, -trend.PerDayLow);
            var pace = trend.PerDay * sign;
            if (left <= 0 || pace <= 0 || left / pace > window || IsMended(recent, trend, sign)) continue;
            return new LimitForecast(left / pace, left / steep, slow > 0 ? left / slow : null, trend, window);
        }

        return null;
    }

    private static bool IsMended(List<DailyValue> days, in Trend trend, int sign)
    {
        var gone = trend.PerDay * sign * (trend.LastDay - trend.FirstDay);
        return (trend.Level - days[^1].Value) * sign > gone / 2;
    }
}
