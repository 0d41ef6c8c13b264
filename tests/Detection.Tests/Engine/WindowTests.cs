namespace Facilities.Detection.Tests.Engine;

public sealed class WindowTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_counters_increase_ignores_resets_and_leaves_the_window()
    {
        var rig = new Rig(Profiles.With(new WindowCount("n", Hour, Comparison.Above, 10)));
        rig.At(0, ("n", 1000));
        rig.At(60, ("n", 1008));
        rig.At(120, ("n", 0));
        rig.At(180, ("n", 2));
        rig.News().ShouldBeEmpty();
        rig.At(240, ("n", 3));
        rig.News().ShouldBe(["Raised rule"]);
        rig.Last.Value.ShouldBe(11);

        for (var t = 300; t < 4200; t += 60) rig.At(t, ("n", 3));

        rig.News().ShouldBe(["Cleared rule"]);
    }

    [Fact]
    public void Changes_to_a_value_are_counted()
    {
        var rig = new Rig(Profiles.With(new WindowCount("flag", Hour, Comparison.Above, 3) { Changes = true, To = 1 }));
        for (var i = 0; i < 7; i++) rig.At(i * 60, ("flag", i % 2));
        rig.News().ShouldBeEmpty();

        rig.At(420, ("flag", 1));

        rig.News().ShouldBe(["Raised rule"]);
    }

    [Fact]
    public void Only_changes_while_another_point_stands_still_are_counted()
    {
        var rig = new Rig(Profiles.With(new WindowCount("flag", Hour, Comparison.AtLeast, 1) { Changes = true, To = 1, Unmoved = "y" }));
        rig.At(0, ("flag", 1), ("y", 0));
        rig.At(10, ("flag", 0));
        rig.At(11, ("y", 1));
        rig.At(14, ("flag", 1));
        rig.News().ShouldBeEmpty();

        rig.At(20, ("flag", 0));
        rig.At(20.3, ("flag", 1));

        rig.News().ShouldBe(["Raised rule"]);
    }

    [Fact]
    public void A_ratio_waits_for_its_minimum()
    {
        var rig = new Rig(Profiles.With(new WindowCount("n", Hour, Comparison.Above, 4) { Per = "m", Minimum = 30 }));
        rig.At(0, ("n", 0), ("m", 0));
        rig.At(60, ("n", 20), ("m", 1));
        rig.News().ShouldBeEmpty();

        rig.At(120, ("n", 40), ("m", 2));

        rig.News().ShouldBe(["Raised rule"]);
        rig.Last.Value.ShouldBe(20);
    }

    [Fact]
    public void Samples_can_be_summed()
    {
        var rig = new Rig(Profiles.With(new WindowCount("y", Hour, Comparison.Above, 5) { Sum = true }));
        for (var t = 0; t < 5; t++) rig.At(t * 60, ("y", 1));
        rig.News().ShouldBeEmpty();

        rig.At(400, ("y", 1));

        rig.News().ShouldBe(["Raised rule"]);
    }

    [Theory]
    [InlineData(false, -3)]
    [InlineData(true, 3)]
    public void A_fall_or_rise_within_the_window_is_seen_and_a_slow_one_is_not(bool rise, double step)
    {
        var rig = new Rig(Profiles.With(new WindowMove("x", TimeSpan.FromMinutes(2), rise, 2.5)));
        for (var i = 0; i < 100; i++) rig.At(i * 10, ("x", step / 300 * i * 10));
        rig.News().ShouldBeEmpty();

        rig.At(1000, ("x", (step / 300 * 990) + step));

        rig.News().ShouldBe(["Raised rule"]);
    }

    [Fact]
    public void A_recent_mean_is_held_against_the_assets_own_long_one()
    {
        var random = new Random(3);
        var rig = new Rig(Profiles.With(new BaselineRatio("y", TimeSpan.FromDays(14), Comparison.Above, 1.2)));
        var t = 0;
        for (; t < 600; t++) rig.At(t * 120, ("y", 3 + (0.1 * random.NextDouble())));
        rig.News().ShouldBeEmpty();
        for (; t < 700; t++) rig.At(t * 120, ("y", 3.9 + (0.1 * random.NextDouble())));
        rig.News().ShouldBe(["Raised rule"]);
        rig.Last.Expected!.Value.ShouldBe(3.05, 0.05, "in the point's own unit, as a mechanic would measure it");
        rig.Last.Limit!.Value.ShouldBe(1.2 * rig.Last.Expected.Value, 1e-9);
        rig.Last.Value!.Value.ShouldBe(1.28 * rig.Last.Expected.Value, 0.27);

        for (; t < 800; t++) rig.At(t * 120, ("y", 3 + (0.1 * random.NextDouble())));

        rig.News().ShouldBe(["Cleared rule"]);
    }

    [Fact]
    public void A_baseline_is_silent_until_it_is_warm()
    {
        var rig = new Rig(Profiles.With(new BaselineRatio("y", TimeSpan.FromDays(14), Comparison.Above, 1.2)));

        for (var t = 0; t < 299; t++) rig.At(t * 60, ("y", t < 100 ? 1 : 5));

        rig.News().ShouldBeEmpty();
    }
}
