namespace Facilities.Detection;

/// <summary>
/// Gradient-boosted regression trees for squared error: each tree is fitted to what the trees before it left over.
/// Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", 2001; values sorted into bins and grown leaf by leaf as in
/// Ke et al., "LightGBM", 2017. The same rows give the same trees. Immutable and thread-safe once fitted.
/// </summary>
public sealed class BoostedTrees
{
    private readonly double _start;
    private readonly TreeNode[][] _trees;

    private BoostedTrees(double start, TreeNode[][] trees) => (_start, _trees) = (start, trees);

    /// <param name="rows">Features, finite, the same number in each row.</param>
    /// <param name="targets">Per row.</param>
    /// <param name="options">How they are grown.</param>
    /// <param name="cancellationToken">Ends it between two trees.</param>
    /// <exception cref="ArgumentException">No rows, or rows and targets of different number.</exception>
    public static BoostedTrees Fit(IReadOnlyList<double[]> rows, IReadOnlyList<double> targets, BoostedTreesOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        if (rows.Count == 0 || rows.Count != targets.Count) throw new ArgumentException("Trees need rows, each with a target.", nameof(rows));
        var start = targets.Average();
        var left = targets.Select(target => target - start).ToArray();
        var grower = new TreeGrower(rows, options);
        var trees = new TreeNode[options.Trees][];
        for (var i = 0; i < trees.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            trees[i] = grower.Grow(left);
        }

        return new BoostedTrees(start, trees);
    }

    /// <param name="row">As many features as it was fitted on.</param>
    public double Predict(ReadOnlySpan<double> row)
    {
        var sum = _start;
        foreach (var tree in _trees)
        {
            var at = 0;
            while (tree[at].Feature >= 0) at = row[tree[at].Feature] <= tree[at].Value ? tree[at].Lower : tree[at].Higher;
            sum += tree[at].Value;
        }

        return sum;
    }
}
