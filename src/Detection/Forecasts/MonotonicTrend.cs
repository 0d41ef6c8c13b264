namespace Facilities.Detection;

/// <summary>
/// Whether a daily value moves one way, and how fast: the Mann-Kendall test and Sen's slope. Both look at pairs of days only, so an outlier weighs no more than any
/// other day and no distribution is assumed.
/// <code>
///   S   = Σ over pairs i &lt; j of sign(v_j − v_i)               0 on average where nothing moves
///   var = (n(n−1)(2n+5) − Σ over ties t(t−1)(2t+5)) / 18        times a factor ≥ 1 where a day resembles the one before
///   slope = median over pairs of (v_j − v_i) / (day_j − day_i)  its interval: the pairs of rank (N ∓ z·√var) / 2
/// </code>
/// Mann, Econometrica 13 (1945); Kendall, Rank Correlation Methods (1975); Sen, J. Am. Stat. Assoc. 63 (1968); the factor for days that resemble each other:
/// Hamed and Rao, J. Hydrology 204 (1998), from the ranks after the slope is taken out, significant lags only, and never below 1. O(n²); pure and thread-safe.
/// </summary>
public static class MonotonicTrend
{
    /// <summary>Fewer days say nothing that holds.</summary>
    public const int LeastDays = 10;

    /// <summary>Two-sided 90 %.</summary>
    private const double SlopeZ = 1.645;

    /// <summary>Two-sided 95 %.</summary>
    private const double LagZ = 1.96;

    /// <param name="days">Ascending by day, each day once.</param>
    /// <returns>Null with fewer than <see cref="LeastDays"/> days.</returns>
    public static Trend? Of(IReadOnlyList<DailyValue> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        var n = days.Count;
        if (n < LeastDays) return null;
        var slopes = new double[n * (n - 1) / 2];
        double s = 0;
        for (int j = 1, k = 0; j < n; j++)
        {
            for (var i = 0; i < j; i++, k++)
            {
                var rise = days[j].Value - days[i].Value;
                s += Math.Sign(rise);
                slopes[k] = rise / (days[j].Day - days[i].Day);
            }
        }

        Array.Sort(slopes);
        var slope = Median(slopes);
        var deviation = Math.Sqrt(Variance(days) * Resemblance(days, slope));
        var z = deviation == 0 ? 0 : (s - Math.Sign(s)) / deviation;
        var reach = SlopeZ * deviation;
        var low = Math.Clamp((int)Math.Round((slopes.Length - reach) / 2) - 1, 0, slopes.Length - 1);
        var high = Math.Clamp((int)Math.Round((slopes.Length + reach) / 2), 0, slopes.Length - 1);
        var last = days[n - 1].Day;
        var rests = days.Select(day => day.Value - slope * (day.Day - last)).Order().ToArray();
        return new Trend(slope, slopes[low], slopes[high], Median(rests), days[0].Day, last, Tail(Math.Abs(z)));
    }

    private static double Variance(IReadOnlyList<DailyValue> days)
    {
        double n = days.Count;
        var ties = days.GroupBy(day => day.Value).Select(group => (double)group.Count()).Where(t => t > 1).Sum(t => t * (t - 1) * (2 * t + 5));
        return (n * (n - 1) * (2 * n + 5) - ties) / 18;
    }

    /// <summary>By how much the variance of S is larger because neighbouring days are alike.</summary>
    private static double Resemblance(IReadOnlyList<DailyValue> days, double slope)
    {
        var n = days.Count;
        var ranks = Ranks([.. days.Select(day => day.Value - slope * day.Day)]);
        var mean = (n + 1) / 2d;
        var spread = ranks.Sum(rank => (rank - mean) * (rank - mean));
        if (spread == 0) return 1;
        double sum = 0;
        for (var lag = 1; lag < n - 2; lag++)
        {
            double together = 0;
            for (var i = 0; i + lag < n; i++) together += (ranks[i] - mean) * (ranks[i + lag] - mean);
            var correlation = together / spread;
            if (Math.Abs(correlation) > LagZ / Math.Sqrt(n)) sum += (double)(n - lag) * (n - lag - 1) * (n - lag - 2) * correlation;
        }

        return Math.Max(1, 1 + 2 * sum / ((double)n * (n - 1) * (n - 2)));
    }

    /// <summary>From 1; equal values share their mean rank.</summary>
    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (var from = 0; from < order.Length;)
        {
            var until = from + 1;
            while (until < order.Length && values[order[until]] == values[order[from]]) until++;
            for (var i = from; i < until; i++) ranks[order[i]] = (from + until + 1) / 2d;
            from = until;
        }

        return ranks;
    }

    private static double Median(double[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;

    /// <summary>Chance of a standard normal value beyond ±z: Abramowitz and Stegun 26.2.17, error below 1.5e-7.</summary>
    private static double Tail(double z)
    {
        var t = 1 / (1 + 0.2316419 * z);
        var polynomial = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return 2 * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * polynomial;
    }
}
