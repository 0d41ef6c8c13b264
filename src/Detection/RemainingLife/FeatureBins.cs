namespace Facilities.Detection;

/// <summary>Features sorted into steps by their own quantiles. Immutable.</summary>
internal sealed class FeatureBins
{
    private readonly double[][] _edges;
    private readonly byte[][] _bins;

    public FeatureBins(IReadOnlyList<double[]> rows, int most)
    {
        Features = rows[0].Length;
        (_edges, _bins) = (new double[Features][], new byte[Features][]);
        for (var feature = 0; feature < Features; feature++)
        {
            var values = new double[rows.Count];
            for (var row = 0; row < values.Length; row++) values[row] = rows[row][feature];
            var edges = Edges(values, most);
            _edges[feature] = edges;
            _bins[feature] = Array.ConvertAll(values, value => Bin(edges, value));
        }
    }

    public int Features { get; }

    /// <summary>Steps of a feature.</summary>
    public int Count(int feature) => _edges[feature].Length + 1;

    /// <summary>Per row.</summary>
    public ReadOnlySpan<byte> Of(int feature) => _bins[feature];

    /// <summary>The greatest value of a step that isn't the last.</summary>
    public double Edge(int feature, int bin) => _edges[feature][bin];

    private static double[] Edges(double[] values, int most)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var edges = new List<double>();
        for (var step = 1; step < most; step++)
        {
            var at = (int)((long)step * sorted.Length / most);
            // Counts repeat themselves: the edge lies before the first of its value.
            while (at > 0 && sorted[at - 1] == sorted[at]) at--;
            // Half way, so that a value that differs in its last bit only falls on the same side.
            if (at > 0) edges.Add(sorted[at - 1] + ((sorted[at] - sorted[at - 1]) / 2));
        }

        return [.. edges.Distinct()];
    }

    private static byte Bin(double[] edges, double value)
    {
        var found = Array.BinarySearch(edges, value);
        return (byte)(found >= 0 ? found : ~found);
    }
}
