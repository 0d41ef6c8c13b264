using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Replays;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Tests.Replays;

/// <summary>A lift whose vibration was over 0.3 m/s² for an hour on one day and over 0.2 m/s² on another, tried with another limit.</summary>
public sealed class ThresholdTrial_Tests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task History_tells_what_a_lower_limit_would_have_found_beside_what_was_found()
    {
        await using var site = await TestSite.StartAsync();
        var (strong, weak) = Fill(site);
        await site.ApplyAsync(site.Raise(site.Lift, "vib-z", "machine-bearing", "vib_z", onset: strong.AddMinutes(2)));
        var told = new List<double>();

        var replay = await TryAsync(site, site.Manager, new RuleOverride { Limit = 0.2 }, new Told(told));

        var lines = replay.Lines.Where(line => line.RuleKey == "vib-z").ToList();
        lines.Select(line => (line.Happened is not null, line.AsIs is not null, line.Changed is not null)).ShouldBe([(false, false, true), (true, true, true)]);
        lines[0].Changed!.Onset.ShouldBeInRange(weak, weak.AddMinutes(10));
        lines[1].AsIs!.Limit.ShouldBe(0.3);
        lines[1].Changed!.Limit.ShouldBe(0.2);
        lines[1].AsIs!.ClearedAt.ShouldNotBeNull();
        replay.Lines.ShouldNotContain(line => line.RuleKey == "comms", "silence is no matter of thresholds");
        replay.Readings.ShouldBe(6 * 24 * 60);
        told.ShouldNotBeEmpty();
        told.ShouldBeInOrder();
    }

    [Fact]
    public async Task A_rule_that_is_switched_off_finds_nothing()
    {
        await using var site = await TestSite.StartAsync();
        Fill(site);

        var lines = (await TryAsync(site, site.Manager, new RuleOverride { Enabled = false })).Lines.Where(line => line.RuleKey == "vib-z");

        lines.ShouldHaveSingleItem().Changed.ShouldBeNull();
    }

    [Fact]
    public async Task What_began_before_the_time_asked_for_is_not_told()
    {
        await using var site = await TestSite.StartAsync();
        var (strong, _) = Fill(site);

        (await TryAsync(site, site.Manager, new RuleOverride { Limit = 0.2 }, from: strong.AddHours(3))).Lines.ShouldNotContain(line => line.RuleKey == "vib-z");
    }

    [Fact]
    public async Task No_telemetry_is_no_proof_of_anything()
    {
        await using var site = await TestSite.StartAsync();
        (await TryAsync(site, site.Manager, new RuleOverride { Limit = 0.2 })).FirstReading.ShouldBeNull();
    }

    [Fact]
    public async Task Only_who_may_set_thresholds_there_tries_them_and_only_on_a_bounded_time()
    {
        await using var site = await TestSite.StartAsync();

        (await Should.ThrowAsync<RuleViolation>(() => TryAsync(site, site.Crew, new RuleOverride()))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => TryAsync(site, site.Stranger with { Actor = site.Manager.Actor }, new RuleOverride()))).Code.ShouldBe(OperationCodes.NotFound);
        (await Should.ThrowAsync<RuleViolation>(() => TryAsync(site, site.Manager, new RuleOverride(), from: site.Now.AddDays(-93)))).Code.ShouldBe(OperationCodes.ReplayTooLong);
        (await Should.ThrowAsync<RuleViolation>(() => TryAsync(site, site.Manager, new RuleOverride(), from: site.Now))).Code.ShouldBe(OperationCodes.FieldInvalid);
    }

    [Fact]
    public async Task A_store_that_is_away_is_said()
    {
        await using var site = await TestSite.StartAsync();
        site.Store.Away = new StoreUnavailableException("connection-refused", "Nobody listens.");
        await Should.ThrowAsync<StoreUnavailableException>(() => TryAsync(site, site.Manager, new RuleOverride()));
    }

    /// <summary>Six days by the minute up to now, weak trouble before strong.</summary>
    private static (DateTimeOffset Strong, DateTimeOffset Weak) Fill(TestSite site)
    {
        var no = site.Get<AssetDirectory>().TryGet(new SourceId(site.Lift.Value), out var entry) && entry.Points.TryGet("vib_z", out var point) ? point.No : throw new InvalidOperationException();
        var (strong, weak) = (site.Now.AddDays(-2), site.Now.AddDays(-4));
        site.Series.Fill(site.Lift.Value, no, site.Now.AddDays(-6), site.Now, Step, n =>
        {
            var at = site.Now.AddDays(-6) + n * Step;
            var level = at >= strong && at < strong.AddHours(1) ? 0.35 : at >= weak && at < weak.AddHours(1) ? 0.25 : 0.1;
            return level + 0.001 * (n % 7);
        });
        return (strong, weak);
    }

    private static Task<AssetReplay> TryAsync(TestSite site, Caller caller, RuleOverride change, IProgress<double>? progress = null, DateTimeOffset? from = null) =>
        site.Get<ThresholdTrial>().RunAsync(
            caller, site.Lift, from ?? site.Now.AddDays(-5), site.Now, new AssetOverrides { Rules = new Dictionary<string, RuleOverride> { ["vib-z"] = change } }, progress, default);

    private sealed class Told(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
