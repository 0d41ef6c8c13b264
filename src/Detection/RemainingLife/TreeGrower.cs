namespace Facilities.Detection;

/// <summary>Grows one tree after the other on the same rows. Not thread-safe.</summary>
internal sealed class TreeGrower
{
    private readonly BoostedTreesOptions _options;
    private readonly FeatureBins _bins;
    private readonly int[] _rows;
    private readonly int[] _higher;

    public TreeGrower(IReadOnlyList<double[]> rows, BoostedTreesOptions options)
    {
        _options = options;
        _bins = new FeatureBins(rows, options.Bins);
        _rows = new int[rows.Count];
        _higher = new int[rows.Count];
    }

    /// <summary>Fits a tree and takes what it says from what is left.</summary>
    /// <param name="left">Per row, what the trees so far left over; changed.</param>
    public TreeNode[] Grow(double[] left)
    {
        for (var i = 0; i < _rows.Length; i++) _rows[i] = i;
        var nodes = new List<TreeNode> { default };
        var leaves = new List<Leaf> { Judge(new Leaf(0, 0, _rows.Length, Histogram.Of(_bins, _rows, left))) };
        while (leaves.Count < _options.Leaves)
        {
            var best = leaves.MaxBy(leaf => leaf.Gain)!;
            if (best.Gain <= 0) break;
            leaves.Remove(best);
            var middle = Part(best);
            var (low, high) = (nodes.Count, nodes.Count + 1);
            nodes[best.Node] = new TreeNode(best.Feature, _bins.Edge(best.Feature, best.Bin), low, high);
            nodes.Add(default);
            nodes.Add(default);
            // The smaller half is counted, the other is what remains.
            var lowerIsSmaller = middle - best.From < best.To - middle;
            var counted = Histogram.Of(_bins, lowerIsSmaller ? _rows.AsSpan(best.From, middle - best.From) : _rows.AsSpan(middle, best.To - middle), left);
            best.Sums.Subtract(counted);
            leaves.Add(Judge(new Leaf(low, best.From, middle, lowerIsSmaller ? counted : best.Sums)));
            leaves.Add(Judge(new Leaf(high, middle, best.To, lowerIsSmaller ? best.Sums : counted)));
        }

        foreach (var leaf in leaves)
        {
            var says = _options.Rate * leaf.Sums.Total / (leaf.To - leaf.From + _options.Penalty);
            nodes[leaf.Node] = new TreeNode(-1, says, 0, 0);
            foreach (var row in _rows.AsSpan(leaf.From, leaf.To - leaf.From)) left[row] -= says;
        }

        return [.. nodes];
    }

    /// <summary>Finds the question that takes most of the squared error away.</summary>
    private Leaf Judge(Leaf leaf)
    {
        var rows = leaf.To - leaf.From;
        if (rows < 2 * _options.LeastRows) return leaf;
        var (sums, total) = (leaf.Sums, leaf.Sums.Total);
        var whole = total * total / (rows + _options.Penalty);
        for (var feature = 0; feature < _bins.Features; feature++)
        {
            var (lowerSum, lowerRows) = (0d, 0);
            for (var bin = 0; bin < _bins.Count(feature) - 1; bin++)
            {
                var (sum, count) = sums[feature, bin];
                (lowerSum, lowerRows) = (lowerSum + sum, lowerRows + count);
                if (lowerRows < _options.LeastRows) continue;
                if (rows - lowerRows < _options.LeastRows) break;
                var higherSum = total - lowerSum;
                var gain = (lowerSum * lowerSum / (lowerRows + _options.Penalty)) + (higherSum * higherSum / (rows - lowerRows + _options.Penalty)) - whole;
                if (gain > leaf.Gain) (leaf.Gain, leaf.Feature, leaf.Bin) = (gain, feature, bin);
            }
        }

        return leaf;
    }

    /// <summary>Puts the rows of a leaf in the order of its question; gives where the higher ones begin. Rows keep their order, so the trees don't depend on chance.</summary>
    private int Part(Leaf leaf)
    {
        var bins = _bins.Of(leaf.Feature);
        var (lower, higher) = (leaf.From, 0);
        for (var i = leaf.From; i < leaf.To; i++)
        {
            var row = _rows[i];
            if (bins[row] <= leaf.Bin) _rows[lower++] = row;
            else _higher[higher++] = row;
        }

        _higher.AsSpan(0, higher).CopyTo(_rows.AsSpan(lower));
        return lower;
    }

    private sealed class Leaf(int node, int from, int to, Histogram sums)
    {
        public int Node { get; } = node;

        /// <summary>Its rows: [from, to).</summary>
        public int From { get; } = from;

        public int To { get; } = to;

        public Histogram Sums { get; } = sums;

        public double Gain { get; set; }

        public int Feature { get; set; }

        public int Bin { get; set; }
    }
}
