using static Facilities.Detection.Tests.Profiles;

namespace Facilities.Detection.Tests.Engine;

public sealed class SavedStateTests
{
    private static readonly RuleDefinition Rule = new() { Key = "rule", Mode = "mode", When = Above("x", 5), For = TimeSpan.FromSeconds(60) };

    /// <summary>home-assistant/core #37739, #131961: a timer dies with the process.</summary>
    [Fact]
    public void A_timer_that_runs_survives_a_restart()
    {
        var rig = new Rig(With(Rule));
        for (var t = 0; t <= 50; t += 10) rig.At(t, ("x", 6));
        rig.Restart();

        rig.At(60, ("x", 6));

        rig.News().ShouldBe(["Raised rule"]);
    }

    [Fact]
    public void Damaged_bytes_are_refused_and_change_nothing()
    {
        var rig = new Rig(With(Rule));
        rig.At(0, ("x", 6), ("y", 2));
        var good = rig.Saved();
        for (var i = 0; i < good.Length; i++)
        {
            var bad = good.ToArray();
            bad[i] ^= 0x40;
            Should.Throw<DetectionStateException>(() => rig.Engine.Load(bad));
            Should.Throw<DetectionStateException>(() => rig.Engine.Load(good.AsSpan(0, i)));
        }

        rig.Saved().ShouldBe(good);
    }

    [Fact]
    public void State_of_unknown_sources_and_changed_rules_is_left_out_and_counted()
    {
        var rig = new Rig(With(Rule));
        rig.Engine.Add(new(8), With(Rule));
        rig.At(0, ("x", 6));
        var state = rig.Saved();
        var other = new Rig(With(Rule with { For = TimeSpan.FromSeconds(30) }));

        other.Engine.Load(state).ShouldBe(new DetectionLoadResult(Sources: 1, UnknownSources: 1, ChangedParts: 1));
    }

    [Fact]
    public void What_stands_under_an_old_limit_can_end_under_the_new_one()
    {
        var rig = new Rig(With(Rule with { For = default }));
        rig.At(0, ("x", 6));
        rig.News().ShouldBe(["Raised rule"]);
        rig.Engine.Add(Rig.Source, With(Rule with { For = default, When = Above("x", 10) }));

        rig.At(10, ("x", 7));

        rig.News().ShouldBe(["Cleared rule"]);
        rig.Last.OnsetUnixMs.ShouldBe(Rig.Ms(0));
    }

    [Fact]
    public void Pages_read_last_values_progress_and_freshness()
    {
        var rig = new Rig(With(Rule));
        rig.Engine.Freshness.Get(new(99), 0).ShouldBeNull();
        rig.Engine.Freshness.StateOf(Rig.Source, Rig.Ms(0)).ShouldBe(FreshnessState.Never);
        rig.At(0, ("x", 6), ("y", 2));

        var copy = rig.Engine.Freshness.Get(Rig.Source, Rig.Ms(31))!;

        copy.State.ShouldBe(FreshnessState.Fresh);
        copy.Points.Single(p => p.Point == 1).ShouldBe(new PointFreshness(1, FreshnessState.Stale, 6, Rig.Ms(0)));
        copy.Points.Single(p => p.Point == 2).State.ShouldBe(FreshnessState.Fresh);
        copy.Points.Single(p => p.Point == 3).State.ShouldBe(FreshnessState.Never);
        rig.Engine.Freshness.StateOf(Rig.Source, Rig.Ms(181)).ShouldBe(FreshnessState.Stale);
    }

    [Fact]
    public void Random_readings_with_restarts_in_between_give_the_same_findings()
    {
        var rules = new[]
        {
            Rule,
            new RuleDefinition { Key = "all", Mode = "m", When = new AllOf([Above("y", 0.5, 0.2), new Not(Is("flag", 1))]), For = TimeSpan.FromSeconds(45), ClearFor = TimeSpan.FromSeconds(20), Confirm = Is("assumed", 0) },
            new RuleDefinition { Key = "count", Mode = "m", When = new WindowCount("flag", TimeSpan.FromMinutes(10), Comparison.Above, 4) { Changes = true } },
            new RuleDefinition { Key = "move", Mode = "m", When = new WindowMove("x", TimeSpan.FromMinutes(5), true, 4) },
            new RuleDefinition { Key = "silent", Mode = "m", Kind = RuleKind.Silence, When = Above("y", 0.3), For = TimeSpan.FromSeconds(90), UnlessRaised = "all" },
        };
        for (var seed = 1; seed <= 20; seed++)
        {
            var whole = Run(With(rules), seed, restarts: false);
            var cut = Run(With(rules), seed, restarts: true);
            whole.Findings.Count.ShouldBeGreaterThan(20);
            cut.Findings.Select(f => f.ToString()).ShouldBe(whole.Findings.Select(f => f.ToString()), $"seed {seed}");
            cut.Saved().ShouldBe(whole.Saved(), $"seed {seed}");
        }
    }

    private static Rig Run(DetectionProfile profile, int seed, bool restarts)
    {
        var rig = new Rig(profile);
        var random = new Random(seed);
        var cuts = new Random(seed + 1000);
        var (now, lag) = (0d, 0d);
        for (var i = 0; i < 1500; i++)
        {
            now += random.Next(40) == 0 ? 400 * random.NextDouble() : 15 * random.NextDouble();
            lag = random.Next(30) == 0 ? 300 * random.NextDouble() : random.Next(10) == 0 ? 0 : lag * 0.9;
            var value = random.Next(25) == 0 ? double.NaN : 7 * random.NextDouble();
            var picked = random.Next(5);
            if (picked == 0) rig.Late(now - lag, now, ("x", value), ("y", random.NextDouble()));
            else if (picked == 1) rig.Late(now - lag, now, ("flag", random.Next(2)));
            else if (picked == 2) rig.Late(now - lag, now, ("assumed", random.Next(8) == 0 ? 0 : 1), ("slow", 20));
            else if (picked == 3) rig.Late(now - lag, now, ("x", value));
            else rig.Tick(now);
            if (restarts && cuts.Next(20) == 0) rig.Restart();
        }

        return rig;
    }
}
