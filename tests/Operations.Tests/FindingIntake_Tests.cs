using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Testing;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class FindingIntake_Tests
{
    [Fact]
    public async Task Two_rules_of_a_family_are_one_fault_and_the_worse_one_sets_its_severity()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s"));
        (await site.OnlyFaultAsync()).Severity.ShouldBe(Severity.P3);

        await site.ApplyAsync(site.Raise(site.Lift, "door-phantom", "door-phantom", "door_cycles"));

        var fault = await site.OnlyFaultAsync();
        (fault.Severity, fault.Family, fault.Finding?.RuleKey).ShouldBe((Severity.P2, "door", "door-phantom"));
    }

    [Fact]
    public async Task A_replay_after_a_crash_changes_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var raised = site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s");
        var worse = raised with { Kind = Detection.FindingKind.Updated, Value = 2, Deviation = 3 };
        site.Time.Advance(TimeSpan.FromMinutes(20));
        var cleared = site.Clear(raised);
        await site.ApplyAsync(raised, worse, cleared);
        var before = await CountAsync(site);

        await site.ApplyAsync(raised, worse, cleared);

        (await CountAsync(site)).ShouldBe(before);
        (await site.OnlyFaultAsync()).RuleClear.ShouldBeTrue();

        static Task<(int, int, long, int)> CountAsync(TestSite site) => site.ReadAsync(async db =>
            (await db.Faults.CountAsync(), await db.Findings.CountAsync(), await db.AuditEntries.LongCountAsync(), await db.Outbox.CountAsync()));
    }

    /// <summary>thingsboard #15583, #5652, #2986: the same alarm created twice under concurrency, one never clears.</summary>
    [Fact]
    public async Task The_same_fault_from_many_threads_is_one_and_clears()
    {
        await using var site = await TestSite.StartAsync();
        await RaceAsync(site);
    }

    /// <summary>grafana #7886 (60 mails and messages in four hours), jetlinks-community #8: a value that comes and goes floods people.</summary>
    [Fact]
    public async Task A_value_that_comes_and_goes_for_four_hours_is_one_fault()
    {
        await using var site = await TestSite.StartAsync();
        for (var time = 0; time < 60; time++)
        {
            var raised = site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s");
            await site.ApplyAsync(raised);
            site.Time.Advance(TimeSpan.FromMinutes(2));
            await site.ApplyAsync(site.Clear(raised));
            site.Time.Advance(TimeSpan.FromMinutes(2));
        }

        (await site.OnlyFaultAsync()).RuleClear.ShouldBeTrue();
        (await site.ReadAsync(db => db.Findings.CountAsync())).ShouldBe(60);
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task The_same_fault_from_many_threads_is_one_and_clears_on_PostgreSQL()
    {
        await using var site = await TestSite.StartAsync(await PostgresCluster.CreateDatabaseAsync());
        await RaceAsync(site);
    }

    /// <summary>thingsboard #10590, #14301: how long it lasted is counted wrong or shown as 0; both instants are the device's and stored.</summary>
    [Fact]
    public async Task A_finding_that_is_over_pages_nobody_and_is_kept_as_a_summary()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", stands: false, onset: site.Now.AddHours(-3)));

        (await site.Get<FaultQueries>().ListAsync(Scope.Everything, new FaultFilter { OpenOnly = false }, default)).Total.ShouldBe(0);
        (await site.Get<Assets.AssetQueries>().GetAsync(Scope.Everything, site.Lift, default))!.Summaries.ShouldHaveSingleItem().Stood.ShouldBeFalse();
        (await site.ReadAsync(db => db.Outbox.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_past_event_that_is_found_again_more_completely_is_the_same_event()
    {
        await using var site = await TestSite.StartAsync();
        var part = site.Raise(site.Lift, "door-slow", "door-wear", stands: false, onset: site.Now.AddHours(-3)) with { ClearedUnixMs = site.Now.AddHours(-2).ToUnixTimeMilliseconds() };
        var whole = part with { OnsetUnixMs = site.Now.AddHours(-4).ToUnixTimeMilliseconds(), ClearedUnixMs = site.Now.AddHours(-1).ToUnixTimeMilliseconds() };
        var earlier = part with { OnsetUnixMs = site.Now.AddHours(-9).ToUnixTimeMilliseconds(), ClearedUnixMs = site.Now.AddHours(-8).ToUnixTimeMilliseconds() };

        await site.ApplyAsync(part, whole, part, earlier);

        var known = await site.ReadAsync(db => db.Findings.OrderBy(finding => finding.OnsetAt).Select(finding => new { finding.OnsetAt, finding.ClearedAt }).ToListAsync());
        known.Select(finding => finding.OnsetAt).ShouldBe([site.Now.AddHours(-9), site.Now.AddHours(-4)]);
        known.Select(finding => finding.ClearedAt).ShouldBe([site.Now.AddHours(-8), site.Now.AddHours(-1)]);
    }

    [Fact]
    public async Task Late_data_that_still_holds_opens_a_fault_whose_answer_clock_starts_at_receipt()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-phantom", "door-phantom", onset: site.Now.AddHours(-6)));

        var fault = await site.OnlyFaultAsync();
        (fault.OnsetAt, fault.NextLimit, fault.NextDueAt).ShouldBe((site.Now.AddHours(-6), (FaultLimits?)FaultLimits.Acknowledge, (DateTimeOffset?)site.Now.AddMinutes(15)));
    }

    [Fact]
    public async Task A_life_safety_fault_is_dispatched_by_the_service_to_the_firm_under_contract()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "entrapment", "entrapment", "occupied"));

        var fault = await site.OnlyFaultAsync();
        (fault.Severity, fault.State, fault.Firm?.En).ShouldBe((Severity.P1, FaultState.Dispatched, "Hengsheng Lifts"));
        var detail = (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, fault.Id, default)).ShouldNotBeNull();
        detail.History.ShouldAllBe(line => line.Role == Role.System);
        detail.Deadlines.Single(row => row.Limit == FaultLimits.Arrive).DueAt.ShouldBe(site.Now.AddMinutes(30));
        detail.AuditNumber.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_anomaly_joins_the_open_fault_of_the_family_that_owns_its_leading_signal()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s"));
        await site.ApplyAsync(site.Raise(site.Lift, "ewma:trip", "unexplained", "door_close_s"));
        (await site.OnlyFaultAsync()).Family.ShouldBe("door");

        await site.ApplyAsync(site.Raise(site.Lift, "ewma:trip", "unexplained", "motor_current_a", onset: site.Now.AddMinutes(1)));

        var open = await site.Get<FaultQueries>().ListAsync(Scope.Everything, new FaultFilter(), default);
        open.Items.Select(fault => (fault.Family, fault.Severity)).ShouldBe([("door", Severity.P3), ("unexplained", Severity.P3)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_suspected_entrapment_becomes_a_confirmed_one_and_the_silence_that_ends_frees_nobody()
    {
        await using var site = await TestSite.StartAsync();
        var silent = site.Raise(site.Lift, "entrapment-unconfirmed", "entrapment-unconfirmed", "occupied");
        await site.ApplyAsync(silent);
        (await EntrapmentAsync(site)).ConfirmedAt.ShouldBeNull();
        site.Time.Advance(TimeSpan.FromMinutes(5));

        await site.ApplyAsync(site.Clear(silent));
        (await EntrapmentAsync(site)).ReleasedAt.ShouldBeNull();
        var seen = site.Raise(site.Lift, "entrapment", "entrapment", "occupied");
        await site.ApplyAsync(seen);
        (await EntrapmentAsync(site)).ConfirmedAt.ShouldNotBeNull();
        site.Time.Advance(TimeSpan.FromMinutes(5));
        await site.ApplyAsync(site.Clear(seen));

        (await EntrapmentAsync(site)).ReleasedAt.ShouldBe(site.Now);
        await site.OnlyFaultAsync();
    }

    [Fact]
    public async Task A_fault_that_returns_within_its_window_is_the_old_one_reopened()
    {
        await using var site = await TestSite.StartAsync();
        var first = await CloseAsync(site);
        site.Time.Advance(TimeSpan.FromDays(20));

        await site.ApplyAsync(site.Raise(site.Lift, "door-phantom", "door-phantom"));
        var again = await site.OnlyFaultAsync();
        (again.Id, again.Reopened, again.IsOpen).ShouldBe((first, 1, true));
    }

    [Fact]
    public async Task Findings_of_a_removed_asset_are_dropped()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(new AssetId(999), "door-slow", "door-wear"));
        (await site.ReadAsync(db => db.Findings.CountAsync())).ShouldBe(0);
    }

    private static async Task RaceAsync(TestSite site)
    {
        var onset = site.Now;
        var findings = Enumerable.Range(0, 12).Select(n => site.Raise(site.Lift, n % 2 == 0 ? "door-slow" : "door-phantom", n % 2 == 0 ? "door-wear" : "door-phantom", onset: onset)).ToList();
        await Task.WhenAll(findings.Select(finding => Task.Run(() => site.ApplyAsync(finding))));
        (await site.OnlyFaultAsync()).Severity.ShouldBe(Severity.P2);
        (await site.ReadAsync(db => db.Findings.CountAsync())).ShouldBe(2);

        site.Time.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(findings.Select(finding => Task.Run(() => site.ApplyAsync(site.Clear(finding)))));
        (await site.OnlyFaultAsync()).RuleClear.ShouldBeTrue();
        (await site.Get<Audit.AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    private static async Task<EntrapmentRow> EntrapmentAsync(TestSite site) =>
        (await site.Get<FaultDetailQuery>().GetAsync(site.Dispatcher, (await site.OnlyFaultAsync()).Id, default))!.Entrapments.ShouldHaveSingleItem();

    private static async Task<FaultId> CloseAsync(TestSite site)
    {
        var raised = site.Raise(site.Lift, "door-phantom", "door-phantom");
        await site.ApplyAsync(raised);
        var id = (await site.OnlyFaultAsync()).Id;
        await site.ActAsync(site.Dispatcher, id, FaultAction.Accept);
        await site.ActAsync(site.Dispatcher, id, FaultAction.Dispatch);
        await site.ActAsync(site.Crew, id, FaultAction.Acknowledge);
        await site.ActAsync(site.Crew, id, FaultAction.Arrive);
        await site.ActAsync(site.Crew, id, FaultAction.StartFix);
        await site.ApplyAsync(site.Clear(raised));
        await site.ActAsync(site.Crew, id, FaultAction.ReportFixed);
        await site.Get<Soak.SoakChecks>().RunAsync(default);
        await site.ActAsync(site.Manager, id, FaultAction.Verify);
        (await site.ActAsync(site.Manager, id, FaultAction.Close)).State.ShouldBe(FaultState.Closed);
        return id;
    }
}
