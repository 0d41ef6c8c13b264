namespace Facilities.Detection;

/// <summary>
/// Cycles that are left until failure, learned from runs that were watched until they failed: boosted trees (<see cref="BoostedTrees"/>) over what a run shows
/// of its wear (<see cref="WearFeatures"/>). Where no equipment was run to failure there is nothing to learn from, and a trend towards a limit is the better
/// forecast (<see cref="LimitForecaster"/>). Immutable and thread-safe.
/// </summary>
public sealed class RemainingLifeModel
{
    /// <summary>Above so many cycles wear hardly shows, and a model is asked for no more than this.</summary>
    public const double Most = 125;

    /// <summary>Of what the trees say now; the rest is what was said the cycle before, less one.</summary>
    private const double Now = 0.5;

    private readonly BoostedTrees _trees;
    private readonly int _sensors;

    private RemainingLifeModel(BoostedTrees trees, int sensors) => (_trees, _sensors) = (trees, sensors);

    /// <param name="runs">Each cycle by cycle until the failure, which is its last; the same sensors in all.</param>
    /// <param name="options">How the trees are grown.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static RemainingLifeModel Fit(IReadOnlyList<double[][]> runs, BoostedTreesOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0) throw new ArgumentException("There is no run to learn from.", nameof(runs));
        var (rows, left) = (new List<double[]>(), new List<double>());
        foreach (var run in runs)
        {
            var features = new WearFeatures(run[0].Length);
            for (var cycle = 0; cycle < run.Length; cycle++)
            {
                rows.Add(features.Take(run[cycle]));
                left.Add(Math.Min(Most, run.Length - 1 - cycle));
            }
        }

        return new RemainingLifeModel(BoostedTrees.Fit(rows, left, options, cancellationToken), runs[0][0].Length);
    }

    /// <summary>Cycles left after each cycle of a run, 0 to <see cref="Most"/>; of what had been seen by then alone.</summary>
    /// <param name="run">Cycle by cycle.</param>
    public double[] Follow(IReadOnlyList<double[]> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var features = new WearFeatures(_sensors);
        var said = new double[run.Count];
        for (var cycle = 0; cycle < said.Length; cycle++)
        {
            var fresh = Math.Clamp(_trees.Predict(features.Take(run[cycle])), 0, Most);
            // A whole life ahead can't be counted down: it isn't known to be less than it was.
            var before = cycle == 0 ? fresh : said[cycle - 1] >= Most - 1 ? said[cycle - 1] : said[cycle - 1] - 1;
            said[cycle] = Math.Max(0, (Now * fresh) + ((1 - Now) * before));
        }

        return said;
    }
}
