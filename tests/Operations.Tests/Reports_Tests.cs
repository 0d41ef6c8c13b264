using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Faults;
using Facilities.Operations.Tests.Notifications;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>What a person's report does when there is, or was, a fault of the family.</summary>
public sealed class Reports_Tests
{
    [Theory]
    [InlineData(Severity.P3, Severity.P1, true)]
    [InlineData(Severity.P3, Severity.P3, false)]
    [InlineData(Severity.P2, Severity.P4, false)]
    public async Task A_worse_report_raises_the_open_fault_and_wakes_people(Severity first, Severity second, bool raises)
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = (await ReportAsync(rig, first)).Fault;
        var before = (await DetailAsync(rig, id)).Row.Severity;
        (await ReportAsync(rig, second, "people are trapped")).Fault.ShouldBe(id);

        var detail = await DetailAsync(rig, id);
        (detail.Row.Severity < before).ShouldBe(raises);
        var comment = detail.History[raises ? ^2 : ^1];
        (comment.Action, comment.Note).ShouldBe((FaultAction.Comment, "people are trapped"));
        (await rig.Site.ReadAsync(db => db.Notices.CountAsync(notice => notice.Kind == NoticeKind.SeverityRaised))).ShouldBe(raises ? 1 : 0);
        if (raises) (detail.Row.Severity, detail.History[^1].Reason.Parameters["why"]).ShouldBe((Severity.P1, ReasonCodes.SeverityReported));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_report_after_the_fix_brings_the_fault_back(bool closed)
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = (await ReportAsync(rig, Severity.P4)).Fault;
        await FollowUpLinks_Tests.RepairAsync(rig, id);
        rig.Site.Time.Advance(TimeSpan.FromHours(80));
        if (closed) await rig.Site.ActAsync(rig.Site.Manager, id, FaultAction.Close);
        (await ReportAsync(rig, Severity.P2)).ShouldBe(new FaultOutcome(id, FaultState.Accepted, Replayed: false));
        var detail = await DetailAsync(rig, id);
        (detail.Row.Number, detail.Row.Reopened).ShouldBe(("F-2026-0001", 1));
        detail.History[^1].Reason.ShouldBe(CodedText.Of(ReasonCodes.ReopenReported, ("source", FaultSource.Hotline)));
        (await rig.Site.ReadAsync(db => db.Notices.CountAsync(notice => notice.Kind == NoticeKind.Reopened))).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_seen_before_the_fix_and_is_told_late_only_joins()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = (await ReportAsync(rig, Severity.P4)).Fault;
        var seen = rig.Site.Now;
        await FollowUpLinks_Tests.RepairAsync(rig, id);
        (await ReportAsync(rig, Severity.P1, at: seen.AddSeconds(-1))).ShouldBe(new FaultOutcome(id, FaultState.FollowUp, Replayed: false));
    }

    [Fact]
    public async Task Past_its_window_a_closed_fault_stays_closed_and_a_new_one_is_opened()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = (await ReportAsync(rig, Severity.P4)).Fault;
        await FollowUpLinks_Tests.RepairAsync(rig, id);
        rig.Site.Time.Advance(TimeSpan.FromHours(80));
        await rig.Site.ActAsync(rig.Site.Manager, id, FaultAction.Close);
        var window = ReopenPolicy.Window((await DetailAsync(rig, id)).Row.Severity);
        rig.Site.Time.Advance(window + TimeSpan.FromMinutes(1));
        (await ReportAsync(rig, Severity.P4)).Fault.ShouldNotBe(id);
        (await DetailAsync(rig, id)).Row.State.ShouldBe(FaultState.Closed);
    }

    [Fact]
    public async Task Somebody_who_calls_that_people_are_trapped_opens_a_P1_with_its_moment_and_a_second_call_joins()
    {
        await using var rig = await NotificationRig.StartAsync();
        var since = rig.Site.Now.AddMinutes(-3);
        var id = (await ReportAsync(rig, Severity.P4, "two people", since, FaultFamilies.Entrapment)).Fault;
        rig.Site.Time.Advance(TimeSpan.FromMinutes(2));
        (await ReportAsync(rig, Severity.P3, "still inside", family: FaultFamilies.Entrapment)).Fault.ShouldBe(id);

        var detail = await DetailAsync(rig, id);
        var trapped = detail.Entrapments.ShouldHaveSingleItem();
        (detail.Row.Severity, trapped.TrappedAt, trapped.TrappedSource, trapped.ConfirmedAt).ShouldBe((Severity.P1, since, "call", since));
        detail.History.ShouldContain(line => line.Action == FaultAction.Comment && line.Note == "still inside");
    }

    [Fact]
    public async Task A_call_confirms_what_telemetry_only_suspected_and_after_a_release_it_is_another_loss()
    {
        await using var rig = await NotificationRig.StartAsync();
        var site = rig.Site;
        await site.ApplyAsync(site.Raise(site.Lift, "entrapment-unconfirmed", "entrapment-unconfirmed"));
        var id = (await site.OnlyFaultAsync()).Id;
        (await DetailAsync(rig, id)).Entrapments.ShouldHaveSingleItem().ConfirmedAt.ShouldBeNull();
        (await ReportAsync(rig, Severity.P1, family: FaultFamilies.Entrapment)).Fault.ShouldBe(id);
        (await DetailAsync(rig, id)).Entrapments.ShouldHaveSingleItem().ConfirmedAt.ShouldNotBeNull();

        site.Time.Advance(TimeSpan.FromMinutes(5));
        await site.ActAsync(site.Dispatcher, id, FaultAction.RecordRelease);
        site.Time.Advance(TimeSpan.FromMinutes(5));
        await ReportAsync(rig, Severity.P1, family: FaultFamilies.Entrapment);
        (await DetailAsync(rig, id)).Entrapments.Count.ShouldBe(2);
    }

    private static Task<FaultOutcome> ReportAsync(NotificationRig rig, Severity severity, string note = "x", DateTimeOffset? at = null, string family = "door") => rig.Site.Get<FaultActions>().ReportAsync(rig.Site.Dispatcher, new FaultReport
    {
        Key = Guid.NewGuid().ToString(),
        Asset = rig.Site.Lift,
        Family = family,
        Severity = severity,
        Source = FaultSource.Hotline,
        Note = note,
        At = at,
    }, default);

    private static async Task<FaultDetail> DetailAsync(NotificationRig rig, FaultId id) => (await rig.Site.Get<FaultDetailQuery>().GetAsync(rig.Site.Dispatcher, id, default)).ShouldNotBeNull();
}
