using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Faults;
using Facilities.Operations.Notifications;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Notifications;

public sealed class Notices_Tests
{
    [Fact]
    public async Task Opened_and_dispatched_in_one_breath_is_one_notice_and_a_replay_adds_none()
    {
        await using var site = await TestSite.StartAsync();
        var raised = site.Raise(site.Lift, "entrapment", "entrapment", "occupied");
        await site.ApplyAsync(raised);
        await site.ApplyAsync(raised);

        var notice = (await AllAsync(site)).ShouldHaveSingleItem();
        (notice.Kind, notice.Audience, notice.HandledAt).ShouldBe((NoticeKind.Opened, NoticeAudience.Assigned | NoticeAudience.OnShift | NoticeAudience.Group, null));
        notice.FaultId.ShouldBe((await site.OnlyFaultAsync()).Id);
    }

    [Fact]
    public async Task Every_step_that_concerns_others_is_told_and_names_who_caused_it()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear"));
        var id = (await site.OnlyFaultAsync()).Id;
        await site.ActAsync(site.Dispatcher, id, FaultAction.Accept);
        await site.ActAsync(site.Dispatcher, id, FaultAction.Dispatch, command => command with { Crew = site.Crew.User });
        await site.ActAsync(site.Dispatcher, id, FaultAction.ChangeSeverity, command => command with { Severity = Severity.P2 });
        await site.ActAsync(site.Crew, id, FaultAction.Acknowledge);
        site.Time.Advance(TimeSpan.FromHours(3));
        await site.Get<DueTimers>().RunAsync(default);
        await site.ActAsync(site.Crew, id, FaultAction.Return);
        await site.ActAsync(site.Dispatcher, id, FaultAction.Reject, command => command with { Reason = "reject.false_alarm" });

        var told = await AllAsync(site);
        told.Select(notice => notice.Kind).ShouldBe(
            [NoticeKind.Opened, NoticeKind.Dispatched, NoticeKind.SeverityRaised, NoticeKind.Overdue, NoticeKind.Returned, NoticeKind.Closed]);
        told.Select(notice => notice.CausedBy).ShouldBe([null, site.Dispatcher.User, site.Dispatcher.User, null, site.Crew.User, site.Dispatcher.User]);
        told[^1].Detail.Code.ShouldBe("reject.false_alarm");
        told.Select(notice => notice.Cause).ShouldBeUnique();
    }

    [Fact]
    public async Task An_escalation_names_its_people_before_or_after_the_fault_is_saved_in_one_notice()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "entrapment", "entrapment", "occupied"));
        var id = (await site.OnlyFaultAsync()).Id;
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var fault = await FaultStore.Whole(unit.Db.Faults).FirstAsync(item => item.Id == id, token);
            fault.Escalate(1, CodedText.Of("escalate.not_acknowledged"), Domain.Access.Actor.System, site.Now);
            await site.Get<FaultStore>().SaveAsync(unit, fault, site.Now, token);
            await Notices.TellAsync(
                unit, fault, NoticeKind.Escalated, NoticeAudience.Assigned, site.Now, token, UserSet.Parse($"{site.Manager.User},{site.Crew2.User}"), step: 1);
        }, default);

        var notice = (await AllAsync(site)).Where(item => item.Kind == NoticeKind.Escalated).ShouldHaveSingleItem();
        (notice.Step, notice.Audience).ShouldBe((1, NoticeAudience.Assigned | NoticeAudience.OnShift | NoticeAudience.Group));
        notice.Recipients.Contains(site.Crew2.User!.Value).ShouldBeTrue();
        notice.Recipients.Contains(site.Manager.User!.Value).ShouldBeTrue();
    }

    [Fact]
    public async Task A_storm_is_told_once()
    {
        await using var site = await TestSite.StartAsync();
        var community = await site.ReadAsync(db => db.Communities.Where(item => item.SiteCode == "wanghai").Select(item => item.Id).FirstAsync());
        for (var i = 0; i < 2; i++)
        {
            await site.Get<FacilitiesWriter>().WriteAsync(
                (unit, token) => Notices.TellOfStormAsync(unit, community, "2026-03-02T02:00", CodedText.Of("storm", ("count", 12)), site.Now, token), default);
        }

        (await AllAsync(site)).ShouldHaveSingleItem().FaultId.ShouldBeNull();
    }

    [Fact]
    public async Task A_refused_action_tells_nobody()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear"));
        var id = (await site.OnlyFaultAsync()).Id;

        await Should.ThrowAsync<RuleViolation>(() => site.ActAsync(site.Crew, id, FaultAction.Close));

        (await AllAsync(site)).Count.ShouldBe(1);
    }

    private static Task<List<Notice>> AllAsync(TestSite site) => site.ReadAsync(db => db.Notices.AsNoTracking().OrderBy(notice => notice.Id).ToListAsync());
}
