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
