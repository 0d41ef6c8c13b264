namespace Facilities.Detection.Tests.Engine;

/// <summary>Baselines of something derived: per another point, while a flag holds, of the steps; and a pump's curve.</summary>
public sealed class BaselineTests
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(90);

    [Fact]
    public void A_ratio_to_another_point_is_compared_whatever_the_level_of_both()
    {
        var rig = new Rig(Profiles.With(new BaselineRatio("y", Long, Comparison.Below, 0.8) { Per = "x", WarmUpSamples = 50 }));
        for (var i = 0; i < 100; i++) rig.At(i * 10, ("y", 3 * Level(i)), ("x", Level(i)));
        rig.News().ShouldBeEmpty();

        for (var i = 100; i < 160; i++) rig.At(i * 10, ("y", 1.8 * Level(i)), ("x", Level(i)));

        rig.News().ShouldBe(["Raised rule"]);

        static double Level(int i) => i % 3 == 0 ? 100 : 10;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Samples_while_the_flag_is_false_are_left_out_in_whatever_order_the_keys_come(bool flagFirst)
    {
        var rig = new Rig(Profiles.With(new BaselineRatio("x", Long, Comparison.Below, 0.8) { While = "flag", WarmUpSamples = 30 }));
        for (var i = 0; i < 300; i++) Send(i, i / 10 % 2 == 0);

        rig.News().ShouldBeEmpty();

        void Send(int i, bool on)
        {
            (string, double) x = ("x", on ? 50 : 1), flag = ("flag", on ? 1 : 0);
            if (flagFirst) rig.At(i * 10, flag, x);
            else rig.At(i * 10, x, flag);
        }
    }

    /// <summary>Hourly for ninety days: what falls by three tenths in that time takes a mean of everything along, but not its best.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_ages_slowly_is_seen_against_its_best(bool best)
    {
        var random = new Random(6);
        var rig = new Rig(Profiles.With(new BaselineRatio("y", Long, Comparison.Below, 0.8) { WarmUpSamples = 50, Best = best }));
        for (var hour = 0; hour < 2_200; hour++) rig.At(hour * 3_600, ("y", 75 * (1 - (hour / 7_200d)) * (0.99 + (0.02 * random.NextDouble()))), ("x", 1));

        var seen = rig.Findings.FirstOrDefault(finding => finding.RuleKey == "rule");
        if (best) seen.ShouldNotBeNull().OnsetUnixMs.ShouldBeInRange(Rig.Ms(1_400 * 3_600), Rig.Ms(1_520 * 3_600));
        else seen.ShouldBeNull();
    }

    [Fact]
    public void What_was_renewed_becomes_the_best()
    {
        var rig = new Rig(Profiles.With(new BaselineRatio("y", TimeSpan.FromHours(1), Comparison.Below, 0.8) { WarmUpSamples = 50, Best = true }));
        for (var i = 0; i < 60; i++) rig.At(i * 10, ("y", 50), ("x", 1));
        for (var i = 60; i < 2_000; i++) rig.At(i * 10, ("y", 75), ("x", 1));
        rig.News().ShouldBeEmpty();

        for (var i = 2_000; i < 2_100; i++) rig.At(i * 10, ("y", 55), ("x", 1));

        rig.News().ShouldBe(["Raised rule"]);
    }

    [Fact]
    public void Flicker_moves_the_steps_and_switching_does_not()
    {
        var rig = new Rig(Profiles.With(new BaselineRatio("x", Long, Comparison.Above, 3) { While = "flag", Steps = true, WarmUpSamples = 50 }));
        for (var i = 0; i < 400; i++) rig.At(i * 10, ("x", Power(i, 1)), ("flag", On(i)));
        rig.News().ShouldBeEmpty();

        for (var i = 400; i < 480; i++) rig.At(i * 10, ("x", Power(i, 10)), ("flag", On(i)));

        rig.News().ShouldBe(["Raised rule"]);

        static double On(int i) => i / 40 % 2 == 0 ? 1 : 0;
        static double Power(int i, double noise) => On(i) * (100 + noise * (i % 2));
    }

    [Fact]
    public void A_pump_is_compared_with_its_own_curve_at_every_speed_and_flow()
    {
        var rig = new Rig(Profiles.With(Curve()));
        for (var i = 0; i < 200; i++) Work(rig, i, wear: 0);
        rig.News().ShouldBeEmpty();

        for (var i = 200; i < 260; i++) Work(rig, i, wear: 0.15);
        rig.News().ShouldBe(["Raised rule"]);
        rig.Last.Limit.ShouldBe(0.92);

        for (var i = 260; i < 340; i++) Work(rig, i, wear: 0);
        rig.News().ShouldBe(["Cleared rule"]);
    }

    [Fact]
    public void A_pump_that_stands_says_nothing_about_its_curve()
    {
        var rig = new Rig(Profiles.With(Curve()));
        for (var i = 0; i < 200; i++) Work(rig, i, wear: 0);

        for (var i = 200; i < 260; i++) rig.At(i * 10, ("m", 5), ("n", 0), ("y", 2), ("x", 2));

        rig.News().ShouldBeEmpty();
    }

    [Fact]
    public void A_learned_curve_survives_a_restart()
    {
        var rig = new Rig(Profiles.With(Curve()));
        for (var i = 0; i < 200; i++) Work(rig, i, wear: 0);

        rig.Restart(Profiles.With(Curve()));
        for (var i = 200; i < 260; i++) Work(rig, i, wear: 0.15);

        rig.News().ShouldBe(["Raised rule"]);
    }

    private static PumpCurve Curve() => new("x", "y", "n", "m", Long, Comparison.Below, 0.92) { WarmUpSamples = 50 };

    /// <summary>head = 60·s² − 0.02·Q², by the affinity laws; "x" discharge, "y" inlet, "n" Hz, "m" flow.</summary>
    private static void Work(Rig rig, int i, double wear)
    {
        var hz = 35 + i * 7 % 15;
        var flow = 10 + i * 11 % 30;
        var share = hz / 50.0;
        rig.At(i * 10, ("m", flow), ("n", hz), ("y", 2), ("x", 2 + 60 * (1 - wear) * share * share - 0.02 * flow * flow));
    }
}
