using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Rota;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Escalation;
using Facilities.Operations.Rota;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Facilities.Storage.Relational.Notifications;
using Facilities.Testing;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Escalation;

public sealed class Escalation_Tests
{
    [Fact]
    public async Task A_fault_that_nobody_acknowledges_climbs_the_ladder_and_asks_for_a_notice_at_each_step()
    {
        await using var site = await TestSite.StartAsync();
        await OnDutyAsync(site, DutyLevel.Second, site.Crew2);
        var fault = await LiftFaultAsync(site);

        site.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault)).ShouldBe(["escalate.step Second"]);
        await ShouldBeToldAsync(site, 1, site.Crew2.User!.Value);

        // Nobody is on the rota as manager or firm: the firms' managers are told, then the regulators.
        site.Time.Advance(TimeSpan.FromMinutes(10));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault))[1..].ShouldBe(["escalate.step Manager"]);
        await ShouldBeToldAsync(site, 2, site.Manager.User!.Value);
        site.Time.Advance(TimeSpan.FromMinutes(60));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault))[2..].ShouldBe(["escalate.nobody Firm", "escalate.step Regulator"]);
        await ShouldBeToldAsync(site, 4, site.Regulator.User!.Value);

        var row = await site.OnlyFaultAsync();
        var stored = await site.ReadAsync(db => db.Faults.FirstAsync());
        (stored.EscalationLevel, stored.EscalatedAt).ShouldBe((4, site.Now));
        (await site.ReadAsync(db => db.FaultTimers.CountAsync(timer => timer.Kind == FaultTimerKind.Escalate))).ShouldBe(0);
        row.Id.ShouldBe(fault);
    }

    [Fact]
    public async Task After_a_restart_in_the_middle_no_step_is_lost_and_none_is_taken_twice()
    {
        await using var site = await TestSite.StartAsync();
        await OnDutyAsync(site, DutyLevel.Second, site.Crew2);
        await OnDutyAsync(site, DutyLevel.Firm, site.Crew);
        var fault = await LiftFaultAsync(site);
        site.Time.Advance(TimeSpan.FromMinutes(6));
        await site.Get<DueTimers>().RunAsync(default);

        // Down from the sixth to the fortieth minute; then it comes up, and with it four that ask at once, again and again.
        site.Time.Advance(TimeSpan.FromMinutes(34));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => site.Get<DueTimers>().RunAsync(default))));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault)).ShouldBe(["escalate.step Second", "escalate.step Manager", "escalate.rescue Firm"]);
        var next = await site.ReadAsync(db => db.FaultTimers.FirstAsync(timer => timer.Kind == FaultTimerKind.Escalate));
        (next.FiredAt, next.DueAt).ShouldBe((null, site.Now.AddMinutes(-40 + 60)));
    }

    [FactNeeding(Need.PostgreSql)]
    public async Task Two_processes_take_each_step_once()
    {
        await using var site = await TestSite.StartAsync(await PostgresCluster.CreateDatabaseAsync());
        await using var second = await site.SecondProcessAsync();
        await OnDutyAsync(site, DutyLevel.Second, site.Crew2);
        var fault = await LiftFaultAsync(site);
        site.Time.Advance(TimeSpan.FromMinutes(31));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => (n % 2 == 0 ? site : second).Get<DueTimers>().RunAsync(default))));
        (await StepsAsync(site, fault)).Count.ShouldBe(3 + 1, "the firm has nobody, so the regulator is told at once");
        (await site.ReadAsync(db => db.Notices.CountAsync(notice => notice.Kind == NoticeKind.Escalated))).ShouldBe(4);
    }

    [Fact]
    public async Task An_acknowledgement_stops_the_ladder()
    {
        await using var site = await TestSite.StartAsync();
        await OnDutyAsync(site, DutyLevel.Second, site.Crew2);
        var fault = await LiftFaultAsync(site);
        await site.ActAsync(site.Crew, fault, FaultAction.Acknowledge);
        site.Time.Advance(TimeSpan.FromHours(3));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nobody_is_on_call_the_next_level_is_told_at_once_and_the_history_says_so()
    {
        await using var site = await TestSite.StartAsync();
        var fault = await LiftFaultAsync(site);
        site.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault)).ShouldBe(["escalate.nobody Second", "escalate.step Manager"]);
        // The manager's own time changes nothing: he has been told.
        site.Time.Advance(TimeSpan.FromMinutes(11));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_was_locked_out_on_purpose_does_not_count_as_told()
    {
        await using var site = await TestSite.StartAsync();
        await site.LockOutAsync(site.Manager);
        await site.LockOutAsync(site.Regulator);
        var second = await site.AddUserAsync("regulator2", Domain.Access.Role.Regulator, site.Regulator.Actor.Organisation);
        var fault = await LiftFaultAsync(site);
        site.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault)).ShouldBe(["escalate.nobody Second", "escalate.nobody Manager", "escalate.nobody Firm", "escalate.step Regulator"]);
        await ShouldBeToldAsync(site, 4, second.User!.Value);
        (await site.ReadAsync(db => db.Notices.Where(item => item.Kind == NoticeKind.Escalated).OrderByDescending(item => item.Id).FirstAsync())).Recipients.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_fault_that_throws_holds_up_no_other_ladder_and_goes_on_when_it_can()
    {
        await using var site = await TestSite.StartAsync();
        await OnDutyAsync(site, DutyLevel.Second, site.Crew2);
        var broken = await LiftFaultAsync(site);
        site.Time.Advance(TimeSpan.FromSeconds(10));
        await site.ApplyAsync(site.Raise((await site.AddAssetsAsync("elevator", 1))[0], "entrapment", "entrapment"));
        var other = (await site.FaultsAsync()).Single(row => row.Id != broken).Id;
        // A severity that doesn't exist: whatever looks for its ladder throws.
        await SetSeverityAsync(site, broken, 9);
        site.Time.Advance(TimeSpan.FromMinutes(6));
        for (var i = 0; i < 2; i++) await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, other)).Count.ShouldBeGreaterThan(0);
        (await StepsAsync(site, broken)).ShouldBeEmpty();
        await SetSeverityAsync(site, broken, (int)Severity.P1);
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, broken)).Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Somebody_on_call_for_another_firm_is_not_told_of_an_asset_that_is_not_his()
    {
        await using var site = await TestSite.StartAsync();
        // Crew2 works for the lift firm; the fire pump is the fire firm's.
        await OnDutyAsync(site, DutyLevel.Second, site.Crew2);
        await site.ApplyAsync(site.Raise(site.FirePump, "not-auto", "not-auto", "selector"));
        var fault = (await site.OnlyFaultAsync()).Id;
        site.Time.Advance(TimeSpan.FromMinutes(6));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault)).ShouldBe(["escalate.nobody Second", "escalate.step Manager"]);
    }

    [Fact]
    public async Task A_site_may_have_a_ladder_of_its_own_and_open_faults_follow_it()
    {
        await using var site = await TestSite.StartAsync();
        await OnDutyAsync(site, DutyLevel.First, site.Crew);
        var fault = await LiftFaultAsync(site);
        await site.Get<SiteLadders>().SetAsync(site.Manager, await HomeAsync(site), Severity.P1, "2m first, 90m manager", default);
        site.Time.Advance(TimeSpan.FromMinutes(3));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault)).ShouldBe(["escalate.step First"]);
        var home = await HomeAsync(site);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<SiteLadders>().SetAsync(site.Crew, home, Severity.P1, null, default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<SiteLadders>().SetAsync(site.Stranger, home, Severity.P1, null, default))).Code.ShouldBe(OperationCodes.NotFound);
    }

    /// <summary>Reminders until it is handled, escalation to the next; thingsboard #12501, #8520, openremote #1313.</summary>
    [Fact]
    public async Task Thingsboard_12501_a_lesser_fault_reminds_before_each_limit_until_it_is_met()
    {
        await using var site = await TestSite.StartAsync();
        await OnDutyAsync(site, DutyLevel.First, site.Crew);
        await site.ApplyAsync(site.Raise(site.Lift, "door-close-slow", "door-wear", "door_close_s"));
        var fault = (await site.OnlyFaultAsync()).Id;
        (await site.OnlyFaultAsync()).Severity.ShouldBe(Severity.P3);
        // 75 % of four working hours from 10:00 is 14:30, 100 % is 15:30.
        site.Time.Advance(TimeSpan.FromHours(4.6));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault)).ShouldBe(["escalate.step First"]);
        await site.ActAsync(site.Dispatcher, fault, FaultAction.Accept);
        await site.ActAsync(site.Dispatcher, fault, FaultAction.Dispatch);
        await site.ActAsync(site.Crew, fault, FaultAction.Acknowledge);
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault)).ShouldBe(["escalate.step First"]);
        // Nobody is there by Wednesday 10:00.
        site.Time.Advance(TimeSpan.FromHours(44));
        await site.Get<DueTimers>().RunAsync(default);
        (await StepsAsync(site, fault))[1..].ShouldBe(["escalate.step First", "escalate.step Manager"]);
    }

    private static async Task<FaultId> LiftFaultAsync(TestSite site)
    {
        await site.ApplyAsync(site.Raise(site.Lift, "entrapment", "entrapment"));
        var row = await site.OnlyFaultAsync();
        row.Severity.ShouldBe(Severity.P1);
        return row.Id;
    }

    private static Task<CommunityId> HomeAsync(TestSite site) => site.ReadAsync(db => db.Communities.Where(item => item.SiteCode == "wanghai").Select(item => item.Id).FirstAsync());

    private static async Task OnDutyAsync(TestSite site, DutyLevel level, Operations.Access.Caller person) =>
        await site.Get<RotaBook>().AddShiftAsync(site.Manager, await HomeAsync(site), level, person.User!.Value, site.Now.AddHours(-1), site.Now.AddDays(6), default);

    private static Task<List<string>> StepsAsync(TestSite site, FaultId fault) => site.ReadAsync(async db =>
        (await db.Set<FaultEvent>().Where(line => line.FaultId == fault && line.Action == FaultAction.Escalate).OrderBy(line => line.Sequence).ToListAsync())
        .ConvertAll(line => $"{line.Reason.Code} {line.Reason.Parameters["target"]}"));

    private static Task<int> SetSeverityAsync(TestSite site, FaultId fault, int severity) => site.Get<FacilitiesWriter>().WriteAsync(
        (unit, token) => unit.Db.Database.ExecuteSqlAsync($"UPDATE faults SET severity = {severity} WHERE id = {fault.Value}", token), default);

    private static async Task ShouldBeToldAsync(TestSite site, int step, UserId person)
    {
        var notice = await site.ReadAsync(db => db.Notices.Where(item => item.Kind == NoticeKind.Escalated).OrderByDescending(item => item.Id).FirstAsync());
        notice.Step.ShouldBe(step);
        notice.Recipients.ShouldContain(person);
    }
}
