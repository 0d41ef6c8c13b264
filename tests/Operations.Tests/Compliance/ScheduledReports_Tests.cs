using System.Text;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Reports;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;
using Facilities.Operations.Compliance;
using Facilities.Operations.Exports;
using Facilities.Operations.Inspections;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Planning;
using Facilities.Operations.Reports;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Compliance;

/// <summary>Reports that are made when their period is over, once each, for who may still see them. Site time begins on Monday 2026-03-02.</summary>
public sealed class ScheduledReports_Tests
{
    private static readonly ReportContent Table = new(ComplianceExportWhat.Table, ComplianceBy.Duty, null, null, null, null, null, null, ExportFormat.Csv, "en");

    [Fact]
    public async Task A_week_is_reported_on_the_day_after_it_with_filter_time_and_head_and_its_owner_is_told()
    {
        await using var site = await ReadyAsync();
        await SubscribeAsync(site, site.Regulator, ReportInterval.Weekly);
        var head = await site.Get<AuditTrail>().HeadAsync(default);
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(0, "the week isn't over");

        site.Time.Advance(TimeSpan.FromDays(7));
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(1);
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(0, "once");

        var row = await OnlyAsync(site, site.Regulator);
        var report = row.Reports.ShouldHaveSingleItem();
        (report.From, report.Until, row.NextFrom, row.NextUntil).ShouldBe((new(2026, 3, 2), new(2026, 3, 8), new(2026, 3, 9), new(2026, 3, 15)));
        var lines = (await TextAsync(site, site.Regulator, report.Id)).Split("\r\n");
        lines[0].ShouldStartWith("Duty,Planned,Due,");
        lines.ShouldContain("Last days,2026-03-02 – 2026-03-08");
        lines.ShouldContain($"Audit chain head,{head}");
        lines.ShouldContain("Exported at,2026-03-09 10:00:00 +08:00");

        (await site.Get<NoticePlanning>().RunAsync(default)).ShouldBe(1);
        var told = (await site.Get<Inbox>().ListAsync(site.Regulator, System.Globalization.CultureInfo.GetCultureInfo("en"), 0, default)).Items.ShouldHaveSingleItem();
        (told.Text, told.Path).ShouldBe(("Report 2026-03-02 – 2026-03-08 is ready", "/reports"));
        (await site.Get<Inbox>().UnreadAsync(site.Manager, default)).ShouldBe(0);
        (await site.Get<DeliveryQueries>().ListAsync(site.Regulator, null, null, Paging.First, default)).Total.ShouldBe(1);
        foreach (var other in new[] { site.Manager, site.Dispatcher, site.Crew, site.Admin })
            (await site.Get<DeliveryQueries>().ListAsync(other, null, null, Paging.First, default)).Items.ShouldBeEmpty("what somebody has reported to him is his own");
    }

    [Fact]
    public async Task A_run_with_nothing_to_make_or_remove_writes_nothing()
    {
        await using var site = await ReadyAsync();
        await SubscribeAsync(site, site.Regulator, ReportInterval.Weekly);
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        // Whoever wants to write waits while another writes.
        var writing = site.Get<FacilitiesWriter>().WriteAsync(async (_, _) =>
        {
            entered.TrySetResult();
            await release.Task;
        }, default);
        await entered.Task;
        var run = site.Get<ReportRun>().RunAsync(default);
        (await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(10)))).ShouldBe(run);
        release.SetResult();
        await writing;
    }

    [Theory]
    [InlineData(ReportInterval.Weekly, 10)]
    [InlineData(ReportInterval.Monthly, 2)]
    [InlineData(ReportInterval.Quarterly, 1)]
    public async Task After_a_standstill_each_missed_period_is_made_once_and_none_is_left_out(ReportInterval interval, int periods)
    {
        await using var site = await ReadyAsync();
        await SubscribeAsync(site, site.Manager, interval);
        site.Time.Advance(TimeSpan.FromDays(interval == ReportInterval.Quarterly ? 35 : 72));
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(periods);
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(0);

        var reports = (await OnlyAsync(site, site.Manager)).Reports.Reverse().ToList();
        reports.Count.ShouldBe(periods);
        foreach (var (earlier, later) in reports.Zip(reports.Skip(1))) later.From.ShouldBe(earlier.Until.AddDays(1));
    }

    [Fact]
    public async Task Who_lost_the_right_works_elsewhere_or_is_locked_gets_none_and_others_do()
    {
        await using var site = await ReadyAsync();
        var firm = site.Manager.Actor.Organisation;
        var demoted = await site.AddUserAsync("demoted", Role.Firm, firm);
        var moved = await site.AddUserAsync("moved", Role.Firm, firm);
        var locked = await site.AddUserAsync("locked", Role.FirmAdmin, firm);
        foreach (var owner in new[] { demoted, moved, locked, site.Manager }) await SubscribeAsync(site, owner, ReportInterval.Weekly);
        await ChangeAsync(site, demoted, user => user.Role = Role.Crew);
        await ChangeAsync(site, moved, user => user.OrganisationId = site.Stranger.Actor.Organisation);
        await site.LockOutAsync(locked);

        site.Time.Advance(TimeSpan.FromDays(7));
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(1);
        (await OnlyAsync(site, site.Manager)).Reports.Count.ShouldBe(1);
        (await site.ReadAsync(db => db.ReportSubscriptions.OrderBy(item => item.Id).Select(item => item.Refusal).ToListAsync())).ShouldBe([RuleCodes.RightMissing, RuleCodes.RightMissing, RuleCodes.RightMissing, null]);
        (await site.ReadAsync(db => db.Notices.CountAsync())).ShouldBe(1);

        // The right came back: the period that was passed over stays so, the next is made.
        await ChangeAsync(site, demoted, user => user.Role = Role.Firm);
        site.Time.Advance(TimeSpan.FromDays(7));
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(2);
        (await OnlyAsync(site, demoted)).Reports.ShouldHaveSingleItem().From.ShouldBe(new DateOnly(2026, 3, 9));
    }

    [Fact]
    public async Task A_report_that_cannot_be_made_keeps_back_no_other()
    {
        await using var site = await ReadyAsync();
        await SubscribeAsync(site, site.Regulator, ReportInterval.Weekly);
        await SubscribeAsync(site, site.Manager, ReportInterval.Weekly);
        var content = Table.Write();
        await SetContentAsync("{");
        site.Time.Advance(TimeSpan.FromDays(7));
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(1);
        (await OnlyAsync(site, site.Manager)).Reports.Count.ShouldBe(1);

        await SetContentAsync(content);
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(0, "it is left alone for a while");
        site.Time.Advance(TimeSpan.FromHours(1));
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(1);

        Task<int> SetContentAsync(string text) =>
            site.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE report_subscriptions SET content = {text} WHERE owner_id = {site.Regulator.User!.Value.Value}"));
    }

    [Fact]
    public async Task Wrong_passwords_of_a_stranger_only_put_a_report_off()
    {
        await using var site = await ReadyAsync();
        await SubscribeAsync(site, site.Manager, ReportInterval.Weekly);
        site.Time.Advance(TimeSpan.FromDays(7));
        await ChangeAsync(site, site.Manager, user => (user.LockoutEnabled, user.LockoutEnd) = (true, TimeProvider.System.GetUtcNow().AddMinutes(5)));
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(0);
        await ChangeAsync(site, site.Manager, user => user.LockoutEnd = null);
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(1);
    }

    [Fact]
    public async Task Everyone_subscribes_what_he_sees_and_downloads_his_own()
    {
        await using var site = await ReadyAsync();
        var subscriptions = site.Get<ReportSubscriptions>();
        foreach (var other in new[] { site.Crew, site.Dispatcher, site.Insurer, site.Admin })
            (await Should.ThrowAsync<RuleViolation>(() => subscriptions.AddAsync(other, "k", ReportInterval.Weekly, Table, default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => subscriptions.AddAsync(site.Manager, "k", ReportInterval.Weekly, Table with { Asset = site.OtherLift }, default))).Code.ShouldBe(OperationCodes.NotFound);
        (await Should.ThrowAsync<RuleViolation>(() => subscriptions.AddAsync(site.Manager, "k", ReportInterval.Weekly, Table with { Locale = "xx" }, default))).Code.ShouldBe(OperationCodes.FieldInvalid);
        (await Should.ThrowAsync<RuleViolation>(() => subscriptions.AddAsync(site.Manager, "k", (ReportInterval)9, Table, default))).Code.ShouldBe(OperationCodes.FieldInvalid);

        var id = await subscriptions.AddAsync(site.Manager, "k-1", ReportInterval.Weekly, Table with { What = ComplianceExportWhat.Items, Format = ExportFormat.Xlsx, Asset = site.Lift }, default);
        (await subscriptions.AddAsync(site.Manager, "k-1", ReportInterval.Weekly, Table, default)).ShouldBe(id, "sent again");
        site.Time.Advance(TimeSpan.FromDays(7));
        await site.Get<ReportRun>().RunAsync(default);
        var report = (await OnlyAsync(site, site.Manager)).Reports.ShouldHaveSingleItem();
        (await TextAsync(site, site.Manager, report.Id)).ShouldStartWith("PK");
        (await subscriptions.OpenAsync(site.Regulator, report.Id, default)).ShouldBeNull();
        (await Should.ThrowAsync<RuleViolation>(() => subscriptions.EndAsync(site.Regulator, id, default))).Code.ShouldBe(OperationCodes.NotFound);

        await subscriptions.EndAsync(site.Manager, id, default);
        site.Time.Advance(TimeSpan.FromDays(30));
        (await site.Get<ReportRun>().RunAsync(default)).ShouldBe(0, "it ended");
        (await OnlyAsync(site, site.Manager)).Reports.Count.ShouldBe(1, "what was made stays");
    }

    [Fact]
    public async Task Reports_go_after_400_days_with_their_files_and_nobody_has_more_than_twenty_subscriptions()
    {
        await using var site = await ReadyAsync();
        var id = await SubscribeAsync(site, site.Manager, ReportInterval.Weekly);
        for (var i = 1; i < ReportSubscriptions.MostPerOwner; i++) await SubscribeAsync(site, site.Manager, ReportInterval.Quarterly);
        (await Should.ThrowAsync<RuleViolation>(() => SubscribeAsync(site, site.Manager, ReportInterval.Weekly))).Code.ShouldBe(OperationCodes.TooMany);
        site.Time.Advance(TimeSpan.FromDays(7));
        await site.Get<ReportRun>().RunAsync(default);
        var digest = await site.ReadAsync(db => db.Reports.Select(report => report.Sha256).FirstAsync());
        await site.Get<ReportSubscriptions>().EndAsync(site.Manager, id, default);

        site.Time.Advance(TimeSpan.FromDays(ReportRun.KeptDays - 1));
        await site.Get<ReportRun>().RunAsync(default);
        (await site.ReadAsync(db => db.Reports.AnyAsync(report => report.SubscriptionId == id))).ShouldBeTrue();
        site.Time.Advance(TimeSpan.FromDays(2));
        await site.Get<ReportRun>().RunAsync(default);
        (await site.ReadAsync(db => db.ReportSubscriptions.AnyAsync(item => item.Id == id))).ShouldBeFalse();
        site.Get<Facilities.Storage.Files.FileStore>().Open(digest).ShouldBeNull();
    }

    private static Task<ReportSubscriptionId> SubscribeAsync(TestSite site, Caller owner, ReportInterval interval) =>
        site.Get<ReportSubscriptions>().AddAsync(owner, Guid.NewGuid().ToString("N"), interval, Table, default);

    private static async Task<ReportSubscriptionRow> OnlyAsync(TestSite site, Caller owner) => (await site.Get<ReportSubscriptions>().ListAsync(owner, Paging.First, default)).Items.ShouldHaveSingleItem();

    private static async Task<string> TextAsync(TestSite site, Caller owner, ReportId report)
    {
        var (content, _, _) = (await site.Get<ReportSubscriptions>().OpenAsync(owner, report, default)).ShouldNotBeNull();
        using var reader = new StreamReader(content, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private static Task ChangeAsync(TestSite site, Caller who, Action<Storage.Relational.Access.AppUser> change) => site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
    {
        var id = who.User!.Value.Value;
        change(await unit.Db.Users.FirstAsync(user => user.Id == id, token));
    }, default);

    private static async Task<TestSite> ReadyAsync()
    {
        var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        return site;
    }
}
