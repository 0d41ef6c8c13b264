using static Facilities.Detection.Tests.Profiles;

namespace Facilities.Detection.Tests.Engine;

/// <summary>A duration that starts anew when something proves that nothing stood.</summary>
public sealed class RestartTests
{
    private static readonly RuleDefinition Standing = new()
    {
        Key = "rule",
        Mode = "mode",
        When = Is("flag", 1),
        For = TimeSpan.FromSeconds(60),
        Anchor = Is("flag", 1),
        Restart = new Moved("y", 1),
    };

    [Fact]
    public void What_goes_on_moving_never_stood()
    {
        var rig = new Rig(With(Standing));
        for (var t = 0; t < 300; t += 3) rig.At(t, ("flag", 1), ("y", t / 3), ("x", 1));

        rig.News().ShouldBeEmpty();
    }

    [Fact]
    public void Duration_and_onset_count_from_where_it_stopped()
    {
        var rig = new Rig(With(Standing));
        for (var t = 0; t <= 30; t += 3) rig.At(t, ("flag", 1), ("y", t / 3), ("x", 1));
        for (var t = 40; t < 90; t += 10) rig.At(t, ("x", 1));
        rig.News().ShouldBeEmpty();

        rig.At(90, ("x", 1));

        rig.News().ShouldBe(["Raised rule"]);
        rig.Last.OnsetUnixMs.ShouldBe(Rig.Ms(30));
    }

    [Fact]
    public void Flickering_about_one_place_is_no_movement()
    {
        var rig = new Rig(With(Standing));
        for (var t = 0; t <= 60; t += 5) rig.At(t, ("flag", 1), ("y", 7 + (t / 5 % 2)), ("x", 1));

        rig.News().ShouldBe(["Raised rule"]);
        rig.Last.OnsetUnixMs.ShouldBe(Rig.Ms(0));
    }

    [Fact]
    public void A_restart_of_the_process_forgets_no_place()
    {
        var rig = new Rig(With(Standing));
        rig.At(0, ("flag", 1), ("y", 1), ("x", 1));
        rig.Restart();
        rig.At(50, ("y", 3), ("x", 1));
        rig.Restart();

        rig.At(70, ("x", 1));
        rig.News().ShouldBeEmpty();
        rig.At(110, ("x", 1));

        rig.Last.OnsetUnixMs.ShouldBe(Rig.Ms(50));
    }
}
