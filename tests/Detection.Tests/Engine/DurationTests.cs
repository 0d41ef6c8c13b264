using static Facilities.Detection.Tests.Profiles;

namespace Facilities.Detection.Tests.Engine;

public sealed class DurationTests
{
    private static readonly DetectionProfile Minute = With(Above("x", 5), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30));

    /// <summary>thingsboard #10979, #11803: an alarm that clears only when its cause stays away for a while.</summary>
    [Fact]
    public void Fires_when_it_has_held_for_its_duration_and_clears_when_it_has_been_over_for_its_hold()
    {
        var rig = new Rig(Minute);
        for (var t = 0; t < 60; t += 10) rig.At(t, ("x", 6));
        rig.News().ShouldBeEmpty();
        rig.At(60, ("x", 6));
        rig.News().ShouldBe(["Raised rule"]);
        for (var t = 70; t < 100; t += 10) rig.At(t, ("x", 1));
        rig.News().ShouldBeEmpty();
        rig.At(100, ("x", 1));
        rig.News().ShouldBe(["Cleared rule"]);
        rig.Last.ClearedUnixMs.ShouldBe(Rig.Ms(70));
    }

    // thingsboard #14210: the duration alarm fires during a data gap.
    [Fact]
    public void A_gap_in_the_middle_does_not_count()
    {
        var rig = new Rig(Minute);
        for (var t = 0; t <= 30; t += 10) rig.At(t, ("x", 6));
        rig.Tick(3600);
        rig.At(3600, ("x", 6));
        rig.Findings.ShouldNotContain(f => f.RuleKey == "rule");

        for (var t = 3610; t < 3630; t += 10) rig.At(t, ("x", 6));
        rig.Findings.ShouldNotContain(f => f.RuleKey == "rule");
        rig.At(3630, ("x", 6));

        rig.Findings.Where(f => f.RuleKey == "rule").ShouldHaveSingleItem().OnsetUnixMs.ShouldBe(Rig.Ms(0));
    }

    [Fact]
    public void A_point_that_is_stale_pauses_it_although_its_asset_speaks()
    {
        var rig = new Rig(Minute);
        for (var t = 0; t <= 30; t += 10) rig.At(t, ("x", 6));
        for (var t = 40; t <= 600; t += 10) rig.At(t, ("y", 1));

        rig.Findings.ShouldNotContain(f => f.RuleKey == "rule");
    }

    [Fact]
    public void Silence_alone_completes_nothing()
    {
        var rig = new Rig(With(Above("y", 5), TimeSpan.FromSeconds(60)));
        rig.At(0, ("y", 6));

        for (var t = 1; t < 600; t++) rig.Tick(t);

        rig.News().ShouldBe(["Raised comms"]);
    }

    [Fact]
    public void A_value_on_change_is_held_while_its_asset_is_heard()
    {
        var rig = new Rig(With(Above("y", 5), TimeSpan.FromSeconds(60)));
        rig.At(0, ("y", 6));
        rig.At(59, ("x", 0));
        rig.News().ShouldBeEmpty();

        rig.At(61, ("x", 0));

        rig.News().ShouldBe(["Raised rule"]);
    }

    [Fact]
    public void NaN_pauses_and_an_interruption_starts_it_afresh()
    {
        var rig = new Rig(Minute);
        for (var t = 0; t <= 40; t += 10) rig.At(t, ("x", 6));
        rig.At(50, ("x", double.NaN));
        rig.At(60, ("x", 6));
        rig.At(70, ("x", 6));
        rig.News().ShouldBeEmpty();
        rig.At(80, ("x", 1));
        for (var t = 90; t < 150; t += 10) rig.At(t, ("x", 6));
        rig.News().ShouldBeEmpty();
        rig.At(150, ("x", 6));

        rig.News().ShouldBe(["Raised rule"]);
        rig.Last.OnsetUnixMs.ShouldBe(Rig.Ms(90));
    }

    [Fact]
    public void Stale_data_does_not_end_what_stands()
    {
        var rig = new Rig(Minute);
        for (var t = 0; t <= 60; t += 10) rig.At(t, ("x", 6));
        rig.Tick(7200);
        rig.At(7200, ("y", 0));

        rig.Findings.ShouldNotContain(f => f.RuleKey == "rule" && f.Kind == FindingKind.Cleared);
    }

    [Fact]
    public void Confirmation_fires_at_once_or_makes_a_standing_finding_surer()
    {
        var rule = new RuleDefinition { Key = "rule", Mode = "mode", When = Above("x", 5), For = TimeSpan.FromSeconds(60), Confirm = Is("flag", 1) };
        var atOnce = new Rig(With(rule));
        atOnce.At(0, ("x", 6));
        atOnce.At(5, ("flag", 1));
        atOnce.News().ShouldBe(["Raised rule"]);
        atOnce.Last.Confidence.ShouldBe(0.99);

        var later = new Rig(With(rule));
        for (var t = 0; t <= 60; t += 10) later.At(t, ("x", 6));
        later.At(65, ("flag", 1));
        later.At(66, ("flag", 0));
        later.At(67, ("flag", 1));
        later.News().ShouldBe(["Raised rule", "Updated rule"]);
    }

    [Fact]
    public void Hours_of_the_day_are_the_sites()
    {
        // The start is 2025-06-15 23:06:40 in China.
        var rig = new Rig(With(new AllOf([new HourOfDay(22, 5), Above("x", 5)])));

        rig.At(0, ("x", 6));
        rig.At(7 * 3600, ("x", 6));

        rig.Findings.Where(f => f.RuleKey == "rule").Select(f => f.Kind).ShouldBe([FindingKind.Raised, FindingKind.Cleared]);
    }
}
