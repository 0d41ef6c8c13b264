using Facilities.Telemetry;
using static Facilities.Detection.Tests.Profiles;

namespace Facilities.Detection.Tests.Engine;

public sealed class LateDataTests
{
    private static readonly DetectionProfile Simple = With(Above("x", 5), TimeSpan.FromSeconds(30));

    [Fact]
    public void A_late_batch_whose_finding_is_over_pages_nobody()
    {
        var rig = new Rig(Simple);
        for (var t = 0; t <= 60; t += 10) rig.Late(t, 3600, ("x", 6));
        for (var t = 70; t <= 120; t += 10) rig.Late(t, 3600.5, ("x", 1));
        rig.Tick(3610);

        var finding = rig.Findings.Where(f => f.RuleKey == "rule").ShouldHaveSingleItem();
        (finding.Kind, finding.Stands, finding.OnsetUnixMs, finding.ClearedUnixMs).ShouldBe((FindingKind.Raised, false, Rig.Ms(0), Rig.Ms(70)));
    }

    [Fact]
    public void A_late_batch_whose_finding_still_holds_pages_once_it_has_all_come()
    {
        var rig = new Rig(Simple);
        for (var t = 0; t <= 60; t += 10) rig.Late(t, 3600, ("x", 6));
        rig.Findings.ShouldNotContain(f => f.RuleKey == "rule");

        rig.Tick(3603);

        var finding = rig.Findings.Where(f => f.RuleKey == "rule").ShouldHaveSingleItem();
        (finding.Stands, finding.OnsetUnixMs, finding.DetectedUnixMs).ShouldBe((true, Rig.Ms(0), Rig.Ms(3600)));
    }

    [Fact]
    public void A_batch_that_ends_on_time_is_judged_to_its_end_before_it_is_told()
    {
        var rig = new Rig(Simple);
        for (var t = 0; t <= 3540; t += 10) rig.Late(t, 3600, ("x", 6));
        for (var t = 3550; t <= 3600; t += 10) rig.Late(t, 3600.2, ("x", 1));
        rig.Tick(3700);

        rig.Findings.Where(f => f.RuleKey == "rule").ShouldHaveSingleItem().Stands.ShouldBeFalse();
    }

    [Fact]
    public void A_device_whose_clock_is_always_behind_is_still_heard()
    {
        var rig = new Rig(Simple);
        for (var t = 0; t <= 120; t++) rig.Late(t, t + 100, ("x", 6));

        rig.Findings.Where(f => f.RuleKey == "rule").ShouldHaveSingleItem().Stands.ShouldBeTrue();
    }

    [Fact]
    public void Duplicates_and_older_samples_change_nothing()
    {
        var rig = new Rig(With(Above("x", 5)));
        rig.At(100, ("x", 1));
        rig.Late(50, 101, ("x", 9));
        rig.At(100, ("x", 9));
        rig.At(100, ("x", 1));

        rig.News().ShouldBeEmpty();
    }

    [Fact]
    public void An_older_reading_still_brings_points_that_are_newer_than_their_last()
    {
        var rig = new Rig(With(Above("x", 5)));
        rig.At(100, ("y", 1));

        rig.Late(95, 101, ("x", 9));

        rig.News().ShouldBe(["Raised rule"]);
    }

    [Fact]
    public void A_retained_old_value_never_alarms()
    {
        var rig = new Rig(With(Above("y", 5)));
        rig.Retained(0, 7200, ("y", 9));
        rig.At(7201, ("x", 1));
        rig.News().ShouldBeEmpty();

        rig.At(7210, ("y", 9));

        rig.News().ShouldBe(["Raised rule"]);
    }

    [Fact]
    public void A_retained_value_without_device_time_is_not_judged()
    {
        var rig = new Rig(With(Above("y", 5)));

        rig.Send(0, 0, ReadingFlags.Retained | ReadingFlags.NoDeviceTime, ("y", 9));

        rig.News().ShouldBeEmpty();
    }
}
