namespace Facilities.Detection.Tests.Ewma;

public sealed class TrackingEwmaDetectorTests : EwmaDetectorContract
{
    protected override DriftMode Drift => DriftMode.Track;
}

public sealed class GrowingEwmaDetectorTests : EwmaDetectorContract
{
    protected override DriftMode Drift => DriftMode.Grow;
}

public abstract class EwmaDetectorContract : DetectorContract
{
    protected abstract DriftMode Drift { get; }

    protected override IReadOnlyList<string> Inputs => ["x", "y", "slow"];

    protected override int WarmUp => 400;

    internal override DetectionProfile Profile(IReadOnlyList<string> inputs) => Profiles.With(new VectorDefinition
    {
        Key = "v",
        Channels = [.. inputs.Select(i => new VectorChannel(i))],
        Period = TimeSpan.FromSeconds(10),
        TrainingRows = 400,
        Drift = Drift,
    });

    protected override double[] Healthy(Random random) => [Noise(random), 50 + Noise(random), 20 + (0.1 * Noise(random))];

    protected override double[] Faulty(Random random) => [Noise(random), 58 + Noise(random), 20 + (0.1 * Noise(random))];

    [Fact]
    public void A_finding_shows_the_leading_signal_against_what_was_learned()
    {
        var rig = new Rig(Profile(Inputs));
        var random = new Random(1);
        for (var t = 0; t < 700; t++)
        {
            var values = t < 600 ? Healthy(random) : Faulty(random);
            rig.At(t * 10, ("x", values[0]), ("y", values[1]), ("slow", values[2]));
        }

        var raised = rig.Findings[0];
        (raised.RuleKey, raised.ModeKey, raised.Signal!.Value.Key, raised.DeviationUnit).ShouldBe(("ewma:v", "unexplained", "y", DeviationUnit.Sigma));
        raised.Expected!.Value.ShouldBe(50, 1);
        raised.Value!.Value.ShouldBeGreaterThan(raised.Expected.Value);
        raised.Deviation.ShouldBeGreaterThan(6);
        raised.Confidence.ShouldBeInRange(0.5, 1);
        raised.OnsetUnixMs.ShouldBeInRange(Rig.Ms(6000), Rig.Ms(6100));
        raised.SinceUnixMs.ShouldBeLessThanOrEqualTo(raised.OnsetUnixMs);
        raised.Evidence.Select(e => e.Signal.Key).First().ShouldBe("y");
        raised.Evidence.Count.ShouldBe(3);
    }

    [Fact]
    public void Changed_thresholds_keep_what_was_learned_and_changed_channels_do_not()
    {
        var rig = new Rig(Profile(Inputs));
        var random = new Random(1);
        for (var t = 0; t < 500; t++)
        {
            var values = Healthy(random);
            rig.At(t * 10, ("x", values[0]), ("y", values[1]), ("slow", values[2]));
        }

        rig.Engine.Add(Rig.Source, Profiles.With(Profile(Inputs).Vectors[0] with { On = 9 }));
        rig.Engine.Freshness.Get(Rig.Source, 0)!.Vectors[0].Trained.ShouldBeTrue();
        rig.Engine.Add(Rig.Source, Profile(["x", "y"]));
        rig.Engine.Freshness.Get(Rig.Source, 0)!.Vectors[0].Rows.ShouldBe(0);
    }

    [Fact]
    public void What_was_learned_of_a_point_is_known_once_training_is_over_and_forgotten_when_it_starts_anew()
    {
        var rig = new Rig(Profile(Inputs));
        var random = new Random(1);
        var no = Profile(Inputs).Points.Single(point => point.Definition.Key == "y").Definition.No;
        for (var t = 0; t < 399; t++)
        {
            var values = Healthy(random);
            rig.At(t * 10, ("x", values[0]), ("y", values[1]), ("slow", values[2]));
        }

        rig.Engine.Freshness.Learned(Rig.Source, no).ShouldBeNull();
        rig.At(3990, ("x", 0), ("y", 50), ("slow", 20));
        var learned = rig.Engine.Freshness.Learned(Rig.Source, no)!.Value;

        (learned.Vector, learned.TrainingRows).ShouldBe(("v", 400L));
        learned.Expected.ShouldBe(50, 0.1);
        // The noise is the sum of two uniform ones: its deviation is the root of a sixth.
        learned.Deviation.ShouldBe(0.41, 0.03);
        learned.High.ShouldBe(learned.Expected + (3 * learned.Deviation), 1e-9);
        rig.Engine.Freshness.Learned(Rig.Source, 999).ShouldBeNull();
        rig.Engine.Freshness.Learned(new Telemetry.SourceId(99), no).ShouldBeNull();
        rig.Engine.Retrain(Rig.Source, "v", rig.Findings).ShouldBeTrue();
        rig.Engine.Freshness.Learned(Rig.Source, no).ShouldBeNull();
    }

    [Fact]
    public void Retraining_starts_over_and_ends_the_alarm()
    {
        var rig = new Rig(Profile(Inputs));
        var random = new Random(1);
        for (var t = 0; t < 700; t++)
        {
            var values = t < 600 ? Healthy(random) : Faulty(random);
            rig.At(t * 10, ("x", values[0]), ("y", values[1]), ("slow", values[2]));
        }

        rig.Engine.Retrain(Rig.Source, "v", rig.Findings).ShouldBeTrue();

        rig.Last.Kind.ShouldBe(FindingKind.Cleared);
        rig.Engine.Freshness.Get(Rig.Source, 0)!.Vectors[0].Rows.ShouldBe(0);
    }

    private static double Noise(Random random) => random.NextDouble() + random.NextDouble() - 1;
}
