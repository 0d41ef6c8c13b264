namespace Facilities.Detection.Tests.Engine;

public sealed class ThresholdDetectorTests : DetectorContract
{
    protected override IReadOnlyList<string> Inputs => ["x", "y"];

    protected override int WarmUp => 0;

    internal override DetectionProfile Profile(IReadOnlyList<string> inputs) => Profiles.With(
        new AllOf([.. inputs.Select(i => Profiles.Above(i, 5, 4))]), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)) is var profile
        ? Profiles.With(profile.Rules[0] with { Signal = "x" })
        : profile;

    protected override double[] Healthy(Random random) => [random.NextDouble(), 3 + random.NextDouble()];

    protected override double[] Faulty(Random random) => [6 + random.NextDouble(), 6 + random.NextDouble()];
}

public sealed class WindowDetectorTests : DetectorContract
{
    protected override IReadOnlyList<string> Inputs => ["x", "y"];

    protected override int WarmUp => 0;

    internal override DetectionProfile Profile(IReadOnlyList<string> inputs) => Profiles.With(
        new WindowMove("x", TimeSpan.FromHours(3), true, 5));

    protected override double[] Healthy(Random random) => [random.NextDouble(), random.NextDouble()];

    protected override double[] Faulty(Random random) => [8 + random.NextDouble(), random.NextDouble()];
}

public sealed class BaselineDetectorTests : DetectorContract
{
    protected override IReadOnlyList<string> Inputs => ["x"];

    protected override int WarmUp => 299;

    internal override DetectionProfile Profile(IReadOnlyList<string> inputs) => Profiles.With(
        new BaselineRatio("x", TimeSpan.FromDays(14), Comparison.Above, 1.2));

    protected override double[] Healthy(Random random) => [10 + random.NextDouble()];

    protected override double[] Faulty(Random random) => [15 + random.NextDouble()];
}

public sealed class CountDetectorTests : DetectorContract
{
    protected override IReadOnlyList<string> Inputs => ["flag", "x"];

    protected override int WarmUp => 0;

    internal override DetectionProfile Profile(IReadOnlyList<string> inputs) => Profiles.With(
        new WindowCount("flag", TimeSpan.FromMinutes(20), Comparison.Above, 20) { Changes = true });

    protected override double[] Healthy(Random random) => [0, random.NextDouble()];

    protected override double[] Faulty(Random random) => [random.Next(2), random.NextDouble()];
}

public sealed class CurveDetectorTests : DetectorContract
{
    protected override IReadOnlyList<string> Inputs => ["x", "y", "n", "m"];

    protected override int WarmUp => 299;

    internal override DetectionProfile Profile(IReadOnlyList<string> inputs) => Profiles.With(
        new PumpCurve("x", "y", "n", "m", TimeSpan.FromDays(90), Comparison.Below, 0.92));

    protected override double[] Healthy(Random random) => Work(random, wear: 0);

    protected override double[] Faulty(Random random) => Work(random, wear: 0.3);

    /// <summary>head = 60·s² − 0.02·Q².</summary>
    private static double[] Work(Random random, double wear)
    {
        var (hz, flow) = (random.Next(35, 50), random.Next(10, 40));
        var share = hz / 50.0;
        return [2 + (60 * (1 - wear) * share * share) - (0.02 * flow * flow), 2, hz, flow];
    }
}

/// <summary>Conditions are discovered: one that remembers anything is a detector, and must be among those that pass <see cref="DetectorContract"/>.</summary>
public sealed class RuleDetectorTests
{
    /// <summary>These hold no memory: what they say depends on the present values alone.</summary>
    private static readonly string[] WithoutMemory = [nameof(AllOf), nameof(AnyOf), nameof(Not), nameof(HourOfDay), nameof(PointIn), nameof(Moved)];

    [Fact]
    public void Every_condition_that_remembers_passes_the_contract()
    {
        var known = typeof(Condition).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Condition)) && !type.IsAbstract).Select(type => type.Name);
        var tested = typeof(DetectorContract).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DetectorContract)) && !type.IsAbstract)
            .SelectMany(type => ((DetectorContract)Activator.CreateInstance(type)!).Rules()).SelectMany(rule => Parts(rule.When)).Select(part => part.GetType().Name).Distinct();

        known.Except(WithoutMemory).Except(tested).ShouldBeEmpty();
    }

    private static IEnumerable<Condition> Parts(Condition condition) => condition switch
    {
        AllOf all => [all, .. all.Parts.SelectMany(Parts)],
        AnyOf any => [any, .. any.Parts.SelectMany(Parts)],
        Not not => [not, .. Parts(not.Part)],
        _ => [condition],
    };
}
