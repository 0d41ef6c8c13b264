using static Facilities.Detection.Tests.Profiles;

namespace Facilities.Detection.Tests.Engine;

public sealed class SilenceTests
{
    private static readonly DetectionProfile Watched = With(
        new RuleDefinition { Key = "silent", Mode = "mode", Kind = RuleKind.Silence, When = Above("y", 5), For = TimeSpan.FromSeconds(100) });

    /// <summary>thingsboard #15614, #12771, openremote #1501: a device that is gone stays "active" while its socket is open.</summary>
    [Fact]
    public void An_asset_is_silent_after_three_heartbeats_and_back_with_its_next_word()
    {
        var rig = new Rig(With(Above("x", 5)));
        rig.At(0, ("x", 1));
        rig.Tick(179.9);
        rig.News().ShouldBeEmpty();
        rig.Tick(200);
        rig.News().ShouldBe(["Raised comms"]);
        (rig.Last.OnsetUnixMs, rig.Last.DetectedUnixMs).ShouldBe((Rig.Ms(0), Rig.Ms(180)));

        rig.At(300, ("x", 1));

        rig.News().ShouldBe(["Cleared comms"]);
        rig.Last.ClearedUnixMs.ShouldBe(Rig.Ms(300));
    }

    [Fact]
    public void A_silence_rule_asks_what_was_true_when_the_asset_was_last_heard()
    {
        var rig = new Rig(Watched);
        rig.At(0, ("y", 6));
        rig.Tick(120);
        rig.News().ShouldBe(["Raised silent"]);
        rig.At(130, ("x", 1));
        rig.News().ShouldBeEmpty();
        rig.At(140, ("y", 1));
        rig.News().ShouldBe(["Cleared silent"]);

        rig.Tick(250);

        rig.News().ShouldBeEmpty();
    }

    [Fact]
    public void Time_in_which_nobody_listened_is_no_silence()
    {
        var rig = new Rig(Watched);
        rig.At(0, ("y", 6));
        rig.Restart();
        rig.Engine.ListenFrom(Rig.Ms(86_400));
        rig.Tick(86_400 + 99);
        rig.News().ShouldBeEmpty();

        rig.Tick(86_400 + 101);

        rig.News().ShouldBe(["Raised silent"]);
    }

    [Fact]
    public void An_asset_that_never_spoke_is_not_missed()
    {
        var rig = new Rig(Watched);

        rig.Tick(1_000_000);

        rig.News().ShouldBeEmpty();
    }

    // grafana #6925 and others: one silent sensor among many goes unnoticed.
    [Fact]
    public void A_point_that_is_silent_while_its_asset_speaks_is_a_sensor_finding()
    {
        var rig = new Rig(With(Above("x", 500)));
        for (var t = 0; t <= 30; t += 10) rig.At(t, ("x", 1), ("y", 1));
        for (var t = 40; t <= 60; t += 10) rig.At(t, ("y", t));
        rig.News().ShouldBeEmpty();
        rig.At(61, ("y", 1));
        rig.News().ShouldBe(["Raised stale:x"]);
        rig.Last.ModeKey.ShouldBe("sensor");

        rig.At(70, ("x", 1));

        rig.News().ShouldBe(["Cleared stale:x"]);
    }

    [Fact]
    public void Points_of_an_asset_that_comes_back_get_time_to_report()
    {
        var rig = new Rig(With(Above("x", 500)));
        rig.At(0, ("x", 1), ("y", 1), ("slow", 1));
        rig.Tick(7200);
        rig.At(7200, ("y", 2));
        rig.At(7205, ("y", 3));
        rig.At(7210, ("x", 1));
        rig.At(7220, ("slow", 1), ("x", 1));

        rig.News().ShouldBe(["Raised comms", "Cleared comms"]);
    }

    [Fact]
    public void Ten_thousand_quiet_assets_cost_a_tick_nothing()
    {
        var engine = new DetectionEngine();
        var profile = With(Above("x", 5));
        for (var i = 1; i <= 10_000; i++) engine.Add(new(i), profile);
        var findings = new FindingList();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var t = 0; t < 100_000; t++) engine.Tick(Rig.Ms(t), findings);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        findings.ShouldBeEmpty();
    }
}
