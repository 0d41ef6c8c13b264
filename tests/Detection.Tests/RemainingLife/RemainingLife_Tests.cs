namespace Facilities.Detection.Tests.RemainingLife;

public sealed class RemainingLife_Tests
{
    private static readonly BoostedTreesOptions Small = new() { Trees = 80, Rate = 0.1, LeastRows = 20 };

    [Fact]
    public void Runs_that_were_kept_apart_are_counted_down_to_their_end()
    {
        var model = RemainingLifeModel.Fit([.. Enumerable.Range(0, 30).Select(Run)], Small);

        var errors = Enumerable.Range(100, 10).Select(Run).SelectMany(run => model.Follow(run).Select((said, cycle) => (Said: said, Left: Math.Min(RemainingLifeModel.Most, run.Length - 1 - cycle)))).ToList();

        errors.Average(row => Math.Abs(row.Said - row.Left)).ShouldBeLessThan(8);
        errors.ShouldAllBe(row => row.Said >= 0 && row.Said <= RemainingLifeModel.Most);
    }

    [Fact]
    public void It_knows_nothing_of_what_comes()
    {
        var model = RemainingLifeModel.Fit([.. Enumerable.Range(0, 10).Select(Run)], Small);
        var run = Run(200);

        var whole = model.Follow(run);

        model.Follow(run[..60]).ShouldBe(whole[..60]);
        model.Follow([.. run[..60], .. Run(201)[..40]])[..60].ShouldBe(whole[..60]);
    }

    [Fact]
    public void A_sensor_that_says_nothing_stays_as_it_was()
    {
        var (with, without) = (new WearFeatures(1), new WearFeatures(1));
        for (var cycle = 0; cycle < 40; cycle++)
        {
            var held = with.Take([cycle < 20 ? 5 : double.NaN]);
            held.ShouldBe(without.Take([5]));
            held.ShouldAllBe(feature => double.IsFinite(feature));
        }
    }

    /// <summary>A sensor that departs faster and faster in the last 100 cycles, under noise, and one that only has noise.</summary>
    private static double[][] Run(int seed)
    {
        var random = new Random(seed);
        var cycles = 130 + random.Next(120);
        return [.. Enumerable.Range(0, cycles).Select(cycle =>
        {
            var worn = Math.Max(0, 1 - ((cycles - 1 - cycle) / 100.0));
            return new[] { (10 * worn * worn) + random.NextDouble(), random.NextDouble() };
        })];
    }
}
