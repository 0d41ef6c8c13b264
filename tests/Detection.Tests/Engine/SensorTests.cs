using static Facilities.Detection.Tests.Profiles;

namespace Facilities.Detection.Tests.Engine;

public sealed class SensorTests
{
    private static readonly DetectionProfile Watched = With(Above("x", 500), default);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(5000)]
    public void Unusable_values_in_a_row_are_a_sensor_finding_and_never_the_assets(double rubbish)
    {
        var rig = new Rig(Watched);
        rig.At(0, ("x", 1));
        rig.At(10, ("x", rubbish));
        rig.At(20, ("x", rubbish));
        rig.News().ShouldBeEmpty();
        rig.At(30, ("x", rubbish));
        rig.News().ShouldBe(["Raised bad:x"]);
        rig.Last.OnsetUnixMs.ShouldBe(Rig.Ms(10));

        for (var t = 40; t <= 60; t += 10) rig.At(t, ("x", 1));

        rig.News().ShouldBe(["Cleared bad:x"]);
    }

    [Fact]
    public void A_single_glitch_is_nothing()
    {
        var rig = new Rig(Watched);
        for (var t = 0; t < 1000; t += 10) rig.At(t, ("x", t % 50 == 0 ? double.NaN : 1));

        rig.News().ShouldBeEmpty();
    }

    [Fact]
    public void An_impossible_jump_is_the_sensors_and_a_new_level_is_believed_in_the_end()
    {
        var rig = new Rig(With(Above("slow", 50)));
        rig.At(0, ("slow", 20));
        for (var i = 1; i <= 3; i++) rig.At(i * 60, ("slow", 90));
        rig.News().ShouldBe(["Raised bad:slow"]);

        for (var i = 4; i <= 14; i++) rig.At(i * 60, ("slow", 90));

        rig.News().ShouldContain("Raised rule");
    }

    [Fact]
    public void A_value_that_stands_still_too_long_is_frozen()
    {
        var rig = new Rig(Watched);
        for (var t = 0; t <= 7350; t += 150) rig.At(t, ("slow", 20));
        rig.News().ShouldBe(["Raised frozen:slow"]);

        rig.At(7500, ("slow", 21));

        rig.News().ShouldBe(["Cleared frozen:slow"]);
    }

    [Fact]
    public void A_few_equal_values_far_apart_prove_no_frozen_sensor()
    {
        var rig = new Rig(Watched);
        for (var t = 0; t <= 4 * 3600; t += 850) rig.At(t, ("slow", 20));

        rig.News().ShouldNotContain("Raised frozen:slow");
    }
}
