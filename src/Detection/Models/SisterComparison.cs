namespace Facilities.Detection;

/// <summary>
/// Whether one of several like assets differs from all others: distance from the median in robust deviations (1.4826 times the median absolute deviation; Hampel, J. Am. Stat. Assoc. 69, 1974). A lone one
/// says something; where two differ, their kind isn't one. Pure and thread-safe.
/// </summary>
public static class SisterComparison
{
    /// <summary>Of fewer nothing is said: among three, two alike are chance.</summary>
    public const int LeastSisters = 4;

    /// <summary>Robust deviations from which one stands out.</summary>
    public const double Out = 6;

    /// <summary>Robust deviations within which the others must lie, and below which it no longer stands out.</summary>
    public const double In = 3;

    /// <summary>Share of the median by which one must differ: what sensors and mountings differ by is no fault.</summary>
    public const double LeastShare = 0.25;

    private const double LeastSpread = 0.05;

    /// <param name="values">One per asset, in the signal's unit; finite.</param>
    /// <param name="signal">Its floor and the way in which a fault moves it.</param>
    /// <returns>Null with fewer than <see cref="LeastSisters"/>.</returns>
    public static SisterView? Of(IReadOnlyList<double> values, ModelSignal signal)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(signal);
        if (values.Count < LeastSisters) return null;
        var median = Median(values);
        var spread = new[] { 1.4826 * Median([.. values.Select(value => Math.Abs(value - median))]), LeastSpread * Math.Abs(median), signal.Floor }.Max();
        var deviations = values.Select(value => (value - median) / spread).ToArray();
        var away = Enumerable.Range(0, values.Count).Where(i => Math.Abs(deviations[i]) > In).ToList();
        var lone = away is [var only] && Math.Abs(deviations[only]) > Out && IsWorse(signal.Worse, deviations[only]) && Math.Abs(values[only] - median) >= LeastShare * Math.Abs(median) ? only : (int?)null;
        return new SisterView(median, deviations, lone);
    }

    private static bool IsWorse(Worse worse, double deviation) => worse switch
    {
        Worse.Higher => deviation > 0,
        Worse.Lower => deviation < 0,
        _ => true,
    };

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
