namespace Facilities.Detection.Tests.RemainingLife;

public sealed class BoostedTrees_Tests
{
    private static readonly BoostedTreesOptions Small = new() { Trees = 150, Rate = 0.1, LeastRows = 10 };

    [Fact]
    public void What_two_features_decide_together_is_learned()
    {
        var random = new Random(7);
        var (rows, targets) = (new List<double[]>(), new List<double>());
        for (var i = 0; i < 2_000; i++)
        {
            double[] row = [random.NextDouble(), random.NextDouble(), random.NextDouble()];
            rows.Add(row);
            targets.Add(Truth(row));
        }

        var trees = BoostedTrees.Fit(rows, targets, Small);

        var errors = Enumerable.Range(0, 500).Select(_ => (double[])[random.NextDouble(), random.NextDouble(), random.NextDouble()]).Select(row => Math.Abs(trees.Predict(row) - Truth(row))).ToList();
        errors.Average().ShouldBeLessThan(0.2);

        static double Truth(double[] row) => (row[0] > 0.5) == (row[1] > 0.3) ? 5 + (2 * row[0]) : -3;
    }

    [Fact]
    public void The_same_rows_give_the_same_trees()
    {
        var random = new Random(3);
        double[][] rows = [.. Enumerable.Range(0, 400).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        double[] targets = [.. rows.Select(row => row[0] * row[1])];

        var (one, other) = (BoostedTrees.Fit(rows, targets, Small), BoostedTrees.Fit(rows, targets, Small));

        rows.ShouldAllBe(row => one.Predict(row) == other.Predict(row));
    }

    [Fact]
    public void Where_nothing_tells_rows_apart_the_mean_is_said()
    {
        double[][] rows = [.. Enumerable.Range(0, 100).Select(_ => new[] { 1d })];
        double[] targets = [.. Enumerable.Range(0, 100).Select(i => (double)(i % 2))];
        BoostedTrees.Fit(rows, targets, Small).Predict([1]).ShouldBe(0.5, 1e-9);
    }

    [Fact]
    public void Nothing_is_learned_from_nothing()
    {
        Should.Throw<ArgumentException>(() => BoostedTrees.Fit([], [], Small));
        Should.Throw<ArgumentException>(() => BoostedTrees.Fit([[1]], [], Small));
        Should.Throw<ArgumentException>(() => RemainingLifeModel.Fit([], Small));
    }
}
