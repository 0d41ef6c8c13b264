namespace Facilities.Detection;

/// <summary>Per feature and step, how many rows there are and the sum of what they have left. Not thread-safe.</summary>
internal sealed class Histogram
{
    private readonly double[][] _sums;
    private readonly int[][] _rows;

    private Histogram(int features) => (_sums, _rows) = (new double[features][], new int[features][]);

    public double Total { get; private set; }

    public (double Sum, int Rows) this[int feature, int bin] => (_sums[feature][bin], _rows[feature][bin]);

    public static Histogram Of(FeatureBins bins, ReadOnlySpan<int> rows, double[] left)
    {
        var histogram = new Histogram(bins.Features);
        for (var feature = 0; feature < bins.Features; feature++)
        {
            var (sums, counts) = (new double[bins.Count(feature)], new int[bins.Count(feature)]);
            var of = bins.Of(feature);
            foreach (var row in rows)
            {
                var bin = of[row];
                sums[bin] += left[row];
                counts[bin]++;
            }

            (histogram._sums[feature], histogram._rows[feature]) = (sums, counts);
        }

        foreach (var row in rows) histogram.Total += left[row];
        return histogram;
    }

    /// <summary>Leaves what the other doesn't count.</summary>
    public void Subtract(Histogram other)
    {
        Total -= other.Total;
        for (var feature = 0; feature < _sums.Length; feature++)
        {
            for (var bin = 0; bin < _sums[feature].Length; bin++)
            {
                _sums[feature][bin] -= other._sums[feature][bin];
                _rows[feature][bin] -= other._rows[feature][bin];
            }
        }
    }
}
