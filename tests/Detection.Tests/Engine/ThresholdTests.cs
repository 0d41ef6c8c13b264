using static Facilities.Detection.Tests.Profiles;

namespace Facilities.Detection.Tests.Engine;

public sealed class ThresholdTests
{
    [Theory]
    [InlineData(Comparison.Above, 5.1, true)]
    [InlineData(Comparison.Above, 5, false)]
    [InlineData(Comparison.AtLeast, 5, true)]
    [InlineData(Comparison.Below, 4.9, true)]
    [InlineData(Comparison.Below, 5, false)]
    [InlineData(Comparison.AtMost, 5, true)]
    [InlineData(Comparison.Is, 5, true)]
    [InlineData(Comparison.IsNot, 5, false)]
    [InlineData(Comparison.IsNot, 4, true)]
    public void A_value_is_compared_with_its_limit(Comparison comparison, double value, bool fires)
    {
        var rig = new Rig(With(new PointComparison("x", comparison, 5)));

        rig.At(0, ("x", value));

        rig.Findings.Count.ShouldBe(fires ? 1 : 0);
    }

    [Fact]
    public void Between_limit_and_clear_value_nothing_changes()
    {
        var rig = new Rig(With(Above("x", 5, clear: 3)));

        rig.At(0, ("x", 4));
        rig.News().ShouldBeEmpty();
        rig.At(10, ("x", 6));
        rig.At(20, ("x", 4));
        rig.News().ShouldBe(["Raised rule"]);
        rig.At(30, ("x", 3));
        rig.News().ShouldBe(["Cleared rule"]);
        rig.At(40, ("x", 4));
        rig.News().ShouldBeEmpty();
    }

    [Fact]
    public void A_finding_says_which_signal_since_when_how_far_and_how_sure()
    {
        var rig = new Rig(With(Above("x", 5), TimeSpan.FromSeconds(20)));
        for (var t = 0; t <= 30; t += 10) rig.At(t, ("x", 8), ("y", 1));

        var finding = rig.Findings.ShouldHaveSingleItem();

        (finding.Signal!.Value.Key, finding.Value, finding.Limit, finding.Deviation).ShouldBe(("x", 8, 5, 3));
        (finding.OnsetUnixMs, finding.DetectedUnixMs).ShouldBe((Rig.Ms(0), Rig.Ms(20)));
        (finding.Stands, finding.Confidence, finding.ModeKey).ShouldBe((true, 0.9, "mode"));
        finding.Evidence[0].Signal.Key.ShouldBe("x");
    }

    [Fact]
    public void A_difference_and_a_magnitude_can_be_limited()
    {
        var rise = new Rig(With(new PointComparison("x", Comparison.Above, 60) { Minus = "y" }));
        rise.At(0, ("x", 85), ("y", 30));
        rise.News().ShouldBeEmpty();
        rise.At(10, ("x", 95));
        rise.News().ShouldBe(["Raised rule"]);
        rise.Last.Value.ShouldBe(65);

        var offset = new Rig(With(new PointComparison("x", Comparison.Above, 20) { Absolute = true }));
        offset.At(0, ("x", -21));
        offset.News().ShouldBe(["Raised rule"]);
    }

    [Fact]
    public void So_many_samples_in_a_row_must_be_beyond_the_limit()
    {
        var rig = new Rig(With(new PointComparison("x", Comparison.Above, 5) { Samples = 3, Clear = 4 }));
        double[] values = [6, 6, 1, 6, 6];
        for (var i = 0; i < values.Length; i++) rig.At(i * 10, ("x", values[i]));
        rig.News().ShouldBeEmpty();

        rig.At(50, ("x", 6));

        rig.News().ShouldBe(["Raised rule"]);
    }

    [Fact]
    public void A_part_about_a_point_that_the_asset_lacks_is_left_out_of_any()
    {
        var rig = new Rig(With(new AnyOf([Is("flag", 1), Above("x", 5)])));

        rig.At(0, ("x", 6));
        rig.At(10, ("x", 1));

        rig.News().ShouldBe(["Raised rule", "Cleared rule"]);
    }

    [Fact]
    public void An_assumed_value_holds_until_the_first_report()
    {
        var rig = new Rig(With(new AllOf([Is("assumed", 1), Above("x", 5)])));
        rig.At(0, ("x", 6));
        rig.News().ShouldBe(["Raised rule"]);

        rig.At(10, ("assumed", 0));

        rig.News().ShouldBe(["Cleared rule"]);
    }

    [Fact]
    public void A_rule_on_hold_tells_nothing_until_it_is_let_go()
    {
        var rig = new Rig(With(Above("x", 5)));
        rig.Engine.Suppress(Rig.Source, "rule", true, rig.Findings).ShouldBeTrue();
        rig.At(0, ("x", 6));
        rig.News().ShouldBeEmpty();

        rig.Engine.Suppress(Rig.Source, "rule", false, rig.Findings);

        rig.News().ShouldBe(["Raised rule"]);
    }

    [Fact]
    public void A_profile_that_does_not_fit_together_is_refused_with_every_error()
    {
        var error = Should.Throw<DetectionProfileException>(() => With(
            new RuleDefinition { Key = "a", Mode = "m", When = Above("nothing", 1) },
            new RuleDefinition { Key = "a", Mode = "m", When = Above("x", 1), UnlessRaised = "b" }));

        error.Errors.Count.ShouldBe(3);
    }
}
