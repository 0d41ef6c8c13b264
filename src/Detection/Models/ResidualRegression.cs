namespace Facilities.Detection;

/// <summary>
/// Expects every slow signal from how the machine is operated, so that a departure is one of the machine and not of load, hour or weather. Ridge regression (Hoerl and Kennard,
/// Technometrics 12, 1970) on the drivers, their squares and two harmonics of the hour of day; what is left over is smoothed and weighed by its own correlations
/// (<see cref="ResidualWatch"/>).
/// <code>
///   terms     1, z_d, z_d², sin/cos(2πh/24), sin/cos(4πh/24)            z: driver less its mean, over its spread
///   fit       B = (T'T + λI)⁻¹ T'Y, twice: the second time without rows beyond 5 robust deviations
///   judge     fitted on the first 70 %, smoothed residuals of the last 30 % give spread and limit; then fitted on all
///   precision (½R + ½I)⁻¹, R the correlation of smoothed residuals: half shrunk, as so few independent days say no more
/// </code>
/// A model whose hours held out already score near an alarm is not worth having: the asset is too restless, or changed while it was trained. Pure and thread-safe.
/// </summary>
public static class ResidualRegression
{
    /// <summary>Fewer hours of operation say nothing that holds: two weeks of ten hours.</summary>
    public const int LeastRows = 140;

    /// <summary>No model alarms below.</summary>
    public const double LeastLimit = 6;

    /// <summary>A limit above finds nothing in time.</summary>
    public const double MostLimit = 12;

    private const double Ridge = 1e-3;
    private const double Trained = 0.7;
    private const double Outlier = 5;
    private const double Headroom = 1.5;

    /// <summary>Signals and drivers that are missing in more hours than this are left out.</summary>
    private const double MostMissing = 0.2;

    /// <summary>Sensors are no better than this share of their level.</summary>
    private const double LeastSpread = 0.003;

    /// <param name="shape">What to look at.</param>
    /// <param name="rows">Ascending by hour; healthy hours of operation only.</param>
    /// <param name="utcOffsetHours">Of the site.</param>
    /// <returns>Null where too little is there, or the asset is too restless.</returns>
    public static ResidualFit? Fit(ModelShape shape, IReadOnlyList<ModelRow> rows, double utcOffsetHours)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count < LeastRows) return null;
        var signals = Present(shape.Signals.Count, rows, static (row, i) => row.Signals[i]);
        var drivers = Present(shape.Drivers.Count, rows, static (row, i) => row.Drivers[i]);
        if (signals.Length == 0) return null;
        var whole = rows.Where(row => signals.All(i => double.IsFinite(row.Signals[i])) && drivers.All(i => double.IsFinite(row.Drivers[i]))).ToList();
        if (whole.Count < LeastRows) return null;
        drivers = [.. drivers.Where(i => Deviation([.. whole.Select(row => row.Drivers[i])]) > 1e-9)];
        var first = (int)(whole.Count * Trained);
        var early = On(shape, whole.GetRange(0, first), drivers, signals, utcOffsetHours);
        var late = Smoothed(early, shape.SmoothingHours, whole.GetRange(first, whole.Count - first));
        var all = On(shape, whole, drivers, signals, utcOffsetHours);
        var own = Smoothed(all, shape.SmoothingHours, whole);
        var spread = signals.Select((signal, j) => new[] { shape.Signals[signal].Floor, LeastSpread * Math.Abs(all.Level[j]), RootMeanSquare(own, j), RootMeanSquare(late, j) }.Max()).ToArray();
        var precision = Precision(own, spread);
        var judged = all with { Spread = spread, Precision = precision, Explained = Explained(early, whole.GetRange(first, whole.Count - first)) };
        var heldOut = late.Max(residual => ResidualScore.Of(shape, judged, residual).Score);
        if (Headroom * heldOut > MostLimit) return null;
        return judged with { HeldOut = heldOut, Limit = Math.Max(LeastLimit, Headroom * heldOut), Rows = whole.Count };
    }

    /// <summary>What the signals are expected to show; null where a driver is missing.</summary>
    public static double[]? Expect(ResidualFit fit, ModelRow row)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(row);
        if (fit.Drivers.Any(i => !double.IsFinite(row.Drivers[i]))) return null;
        var terms = Terms(fit, row);
        return [.. fit.Coefficients.Select(own => own.Zip(terms, static (b, t) => b * t).Sum())];
    }

    /// <summary>Whether the drivers lie farther outside of what was trained on than a tenth of its range.</summary>
    public static bool IsStrange(ResidualFit fit, ModelRow row)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(row);
        for (var k = 0; k < fit.Drivers.Length; k++)
        {
            var value = row.Drivers[fit.Drivers[k]];
            var margin = Math.Max(0.1 * (fit.DriverHigh[k] - fit.DriverLow[k]), fit.DriverSpread[k] / 2);
            if (value < fit.DriverLow[k] - margin || value > fit.DriverHigh[k] + margin) return true;
        }

        return false;
    }

    private static int[] Present(int count, IReadOnlyList<ModelRow> rows, Func<ModelRow, int, double> of) =>
        [.. Enumerable.Range(0, count).Where(i => rows.Count(row => !double.IsFinite(of(row, i))) <= MostMissing * rows.Count)];

    private static ResidualFit On(ModelShape shape, List<ModelRow> rows, int[] drivers, int[] signals, double utcOffsetHours)
    {
        var columns = drivers.Select(i => rows.ConvertAll(row => row.Drivers[i])).ToArray();
        var fit = new ResidualFit
        {
            Drivers = drivers,
            Signals = signals,
            DriverMean = [.. columns.Select(column => column.Average())],
            DriverSpread = [.. columns.Select(column => Math.Max(Deviation(column), 1e-9))],
            DriverLow = [.. columns.Select(column => column.Min())],
            DriverHigh = [.. columns.Select(column => column.Max())],
            UtcOffsetHours = utcOffsetHours,
            Coefficients = [],
            Level = [.. signals.Select(i => rows.Average(row => row.Signals[i]))],
            Spread = [],
            Precision = [],
            Explained = [],
            HeldOut = 0,
            Limit = LeastLimit,
            Rows = rows.Count,
        };
        fit = fit with { Coefficients = [.. signals.Select(i => Solve(fit, rows, i))] };
        var robust = signals.Select((signal, j) =>
        {
            var left = rows.ConvertAll(row => row.Signals[signal] - Expect(fit, row)![j]);
            var deviation = Math.Max(1.4826 * Median([.. left.Select(Math.Abs)]), shape.Signals[signal].Floor);
            var kept = rows.Where((_, n) => Math.Abs(left[n]) <= Outlier * deviation).ToList();
            return kept.Count >= rows.Count * 0.9 ? Solve(fit, kept, signal) : fit.Coefficients[j];
        });
        return fit with { Coefficients = [.. robust] };
    }

    private static double[] Solve(ResidualFit fit, List<ModelRow> rows, int signal)
    {
        double[][] normal = [];
        double[] right = [];
        foreach (var row in rows)
        {
            var terms = Terms(fit, row);
            if (right.Length == 0) (normal, right) = ([.. terms.Select(_ => new double[terms.Length])], new double[terms.Length]);
            for (var i = 0; i < terms.Length; i++)
            {
                right[i] += terms[i] * row.Signals[signal];
                for (var j = 0; j < terms.Length; j++) normal[i][j] += terms[i] * terms[j];
            }
        }

        // The level is not shrunk, or it would depend on where a scale has its zero.
        for (var i = 1; i < right.Length; i++) normal[i][i] += Ridge * rows.Count;
        return SymmetricSystem.Solve(normal, right);
    }

    private static double[] Terms(ResidualFit fit, ModelRow row)
    {
        var terms = new double[5 + (2 * fit.Drivers.Length)];
        var day = 2 * Math.PI * (row.Hour + 0.5 + fit.UtcOffsetHours) / 24;
        (terms[0], terms[1], terms[2], terms[3], terms[4]) = (1, Math.Sin(day), Math.Cos(day), Math.Sin(2 * day), Math.Cos(2 * day));
        for (var k = 0; k < fit.Drivers.Length; k++)
        {
            var z = (row.Drivers[fit.Drivers[k]] - fit.DriverMean[k]) / fit.DriverSpread[k];
            (terms[5 + (2 * k)], terms[6 + (2 * k)]) = (z, z * z);
        }

        return terms;
    }

    /// <summary>Smoothed residuals as they come, from the first on that is warm.</summary>
    private static List<double[]> Smoothed(ResidualFit fit, int hours, List<ModelRow> rows)
    {
        var smoothed = new double[fit.Signals.Length];
        var result = new List<double[]>();
        for (var n = 0; n < rows.Count; n++)
        {
            var expected = Expect(fit, rows[n])!;
            var weight = Math.Max(1.0 / (n + 1), 1.0 / hours);
            for (var j = 0; j < smoothed.Length; j++) smoothed[j] += weight * (rows[n].Signals[fit.Signals[j]] - expected[j] - smoothed[j]);
            if (n + 1 >= Math.Min(hours, rows.Count)) result.Add([.. smoothed]);
        }

        return result;
    }

    private static double[][] Precision(List<double[]> smoothed, double[] spread)
    {
        var k = spread.Length;
        return SymmetricSystem.Inverse([.. Enumerable.Range(0, k).Select(i => Enumerable.Range(0, k)
            .Select(j => i == j ? 1 : 0.5 * smoothed.Average(row => row[i] * row[j]) / (spread[i] * spread[j])).ToArray())]);
    }

    private static double[] Explained(ResidualFit fit, List<ModelRow> rows) => [.. fit.Signals.Select((signal, j) =>
    {
        var mean = rows.Average(row => row.Signals[signal]);
        var all = rows.Sum(row => Square(row.Signals[signal] - mean));
        return all <= 0 ? 0 : Math.Clamp(1 - (rows.Sum(row => Square(row.Signals[signal] - Expect(fit, row)![j])) / all), 0, 1);
    })];

    private static double RootMeanSquare(List<double[]> rows, int j) => rows.Count == 0 ? 0 : Math.Sqrt(rows.Average(row => row[j] * row[j]));

    private static double Deviation(List<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => Square(value - mean)));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private static double Square(double value) => value * value;
}
