using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;
using Facilities.Operations.Crew;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Faults;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Planning;
using Facilities.Operations.Notifications.Wording;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>One fault, several organisations, each with its own part.</summary>
public sealed class Parties_Tests
{
    [Fact]
    public async Task A_firm_and_a_regulator_each_do_their_part_before_the_fault_is_closed()
    {
        await using var site = await TestSite.StartAsync();
        var (id, fire, fireFirm, bureau) = await FaultAsync(site);
        await site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = fireFirm, Due = site.Now.AddDays(1), Note = "断开消防联动" });
        await site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = bureau, Due = site.Now.AddDays(2), Note = "现场核查" });

        // Handed over, acknowledged, result back.
        var seen = await DetailAsync(site, fire, id);
        seen.Allowed.ShouldBe([FaultAction.AcknowledgePart, FaultAction.ReturnPart, FaultAction.RefusePart], ignoreOrder: true);
        seen.Parties.Select(part => (part.Number, part.Allowed.Count)).ShouldBe([(1, 3), (2, 0)]);
        await site.ActAsync(fire, id, FaultAction.AcknowledgePart, command => command with { Part = 1 });
        await site.ActAsync(fire, id, FaultAction.ReturnPart, command => command with { Part = 1, Note = "已断开" });
        // The second lets its deadline pass.
        await EndWorkAsync(site, id);
        (await CodeAsync(() => site.ActAsync(site.Manager, id, FaultAction.Close))).ShouldBe(RuleCodes.PartOpen);
        await site.ActAsync(site.Regulator, id, FaultAction.RefusePart, command => command with { Part = 2, Note = "不属于本局" });
        (await site.ActAsync(site.Manager, id, FaultAction.Close)).State.ShouldBe(FaultState.Closed);

        var detail = await DetailAsync(site, site.Dispatcher, id);
        detail.Parties.Select(part => (part.State, part.Result)).ShouldBe([(FaultPartState.Returned, "已断开"), (FaultPartState.Refused, "不属于本局")]);
        detail.History.Where(line => FaultRights.IsAboutPart(line.Action)).Select(line => line.Action)
            .ShouldBe([FaultAction.AskPart, FaultAction.AskPart, FaultAction.AcknowledgePart, FaultAction.ReturnPart, FaultAction.NotePartOverdue, FaultAction.NotePartOverdue, FaultAction.RefusePart]);
        (await site.Get<AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_holds_a_part_sees_that_fault_and_does_nothing_else_to_it()
    {
        await using var site = await TestSite.StartAsync();
        var (id, fire, fireFirm, _) = await FaultAsync(site);
        (await site.Get<FaultDetailQuery>().GetAsync(fire, id, default)).ShouldBeNull();
        await site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = fireFirm, Due = site.Now.AddDays(1), Note = "x" });

        (await DetailAsync(site, fire, id)).FollowUps.ShouldAllBe(row => row.Phone == null);
        (await site.Get<FaultQueries>().ListAsync(fire.Scope, new FaultFilter(), default)).Items.Select(row => row.Id).ShouldContain(id);
        foreach (var action in new[] { FaultAction.Comment, FaultAction.Close, FaultAction.ApproveHold, FaultAction.AskPart, FaultAction.WithdrawPart, FaultAction.Reopen })
            (await CodeAsync(() => site.ActAsync(fire, id, action, command => command with { Part = 1, Note = "x" }))).ShouldBe(RuleCodes.FaultPartOnly);
        (await CodeAsync(() => site.ActAsync(site.Manager, id, FaultAction.ReturnPart, command => command with { Part = 1, Note = "x" }))).ShouldBe(RuleCodes.PartNotYours);
        (await CodeAsync(() => site.ActAsync(fire, id, FaultAction.ReturnPart, command => command with { Part = 1 }))).ShouldBe(RuleCodes.PartWords);
        (await CodeAsync(() => site.ActAsync(fire, id, FaultAction.ReturnPart, command => command with { Part = 7, Note = "x" }))).ShouldBe(RuleCodes.PartUnknown);
        (await CodeAsync(() => site.ActAsync(site.Stranger, id, FaultAction.AcknowledgePart, command => command with { Part = 1 }))).ShouldBe(OperationCodes.NotFound);
        // The other equipment of the community stays out of sight.
        (await site.ReadAsync(db => db.AssetsIn(fire.Scope).AnyAsync(asset => asset.Id == site.Lift))).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_holds_a_part_sees_neither_telemetry_nor_follow_up_nor_what_it_was_merged_into()
    {
        await using var site = await TestSite.StartAsync();
        var (id, fire, fireFirm, _) = await FaultAsync(site);
        await site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = fireFirm, Due = site.Now.AddDays(1), Note = "x" });
        foreach (var action in new[] { FaultAction.Acknowledge, FaultAction.Arrive, FaultAction.StartFix, FaultAction.ReportFixed }) await site.ActAsync(site.Crew, id, action);
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            unit.Db.Entry(await unit.Db.Faults.FirstAsync(fault => fault.Id == id, token)).Property(fault => fault.HasReporter).CurrentValue = true;
            unit.Db.FaultReporters.Add(new FaultReporter { FaultId = id, Phone = "13800000001", CreatedAt = site.Now });
        }, default);
        var whole = await DetailAsync(site, site.Dispatcher, id);
        (whole.Findings.Count, whole.Row.Finding is null, whole.Soak is null, whole.FollowUps.Count).ShouldBe((1, false, false, 1));
        var seen = await DetailAsync(site, fire, id);
        (seen.Findings.Count, seen.Row.Finding is null, seen.Soak is null, seen.FollowUps.Count).ShouldBe((0, true, true, 0));
        foreach (var (who, sees) in new[] { (site.Dispatcher, true), (fire, false) })
            ((await site.Get<FaultQueries>().ListAsync(who.Scope, new FaultFilter(), default)).Items.First(row => row.Id == id).Finding is not null).ShouldBe(sees);

        await site.ApplyAsync(site.Raise((await site.AddAssetsAsync("elevator", 1))[0], "door-slow", "door-wear"), site.Raise(site.FirePump, "not-auto", "not-auto", "selector"));
        var others = (await site.FaultsAsync()).Where(row => row.Id != id).OrderBy(row => row.Id.Value).ToList();
        await site.ActAsync(site.Dispatcher, others[0].Id, FaultAction.AskPart, command => command with { Firm = fireFirm, Due = site.Now.AddDays(1), Note = "x" });
        await site.ActAsync(site.Dispatcher, others[0].Id, FaultAction.Merge, command => command with { Into = id });
        (await DetailAsync(site, site.Dispatcher, others[0].Id)).MergedInto.ShouldNotBeNull().Id.ShouldBe(id);
        (await DetailAsync(site, fire, others[0].Id)).MergedInto.ShouldBeNull();
        (await DetailAsync(site, fire, others[1].Id)).Findings.Count.ShouldBe(1, "its own equipment");
    }

    [Fact]
    public async Task Who_holds_a_part_adds_pictures_as_long_as_it_is_open()
    {
        await using var site = await TestSite.StartAsync();
        var (id, fire, fireFirm, _) = await FaultAsync(site);
        var crew = await site.AddUserAsync("fire-crew", Role.Crew, fireFirm);
        var files = site.Get<FaultFiles>();
        Task<string> AddAsync(Caller who) => files.AddAsync(who, new NewFile(id, FaultFileKind.After, Crew_Tests.Photo), default);
        (await CodeAsync(() => AddAsync(crew))).ShouldBe(OperationCodes.NotFound);
        await site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = fireFirm, Due = site.Now.AddDays(1), Note = "x" });
        (await AddAsync(crew)).ShouldBe(await AddAsync(fire));
        await site.ActAsync(crew, id, FaultAction.ReturnPart, command => command with { Part = 1, Note = "done" });
        foreach (var who in new[] { crew, fire }) (await CodeAsync(() => AddAsync(who))).ShouldBe(RuleCodes.FaultPartOnly);
        (await files.ListAsync(fire.Scope, id, default)).ShouldNotBeNull().Count.ShouldBe(1);
        await AddAsync(site.Dispatcher);
    }

    [Fact]
    public async Task The_phone_lists_an_organisations_open_parts_by_deadline_with_what_may_be_done()
    {
        await using var site = await TestSite.StartAsync();
        var (id, fire, fireFirm, bureau) = await FaultAsync(site);
        var crew = await site.AddUserAsync("fire-crew", Role.Crew, fireFirm);
        var parts = site.Get<CrewParts>();
        (await parts.ListAsync(crew, default)).Items.ShouldBeEmpty();
        await site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = fireFirm, Due = site.Now.AddDays(3), Note = "断开消防联动" });
        await site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = bureau, Due = site.Now.AddDays(1), Note = "现场核查" });

        var one = (await parts.ListAsync(crew, default)).Items.ShouldHaveSingleItem();
        (one.Fault, one.Part.Number, one.Part.Task, one.Part.State).ShouldBe((id, 1, "断开消防联动", FaultPartState.Asked));
        one.Part.Allowed.ShouldBe([FaultAction.AcknowledgePart, FaultAction.ReturnPart, FaultAction.RefusePart]);
        (await parts.ListAsync(fire, default)).Total.ShouldBe(1);
        (await parts.ListAsync(site.Regulator, default)).Items.ShouldHaveSingleItem().Part.Allowed.ShouldNotContain(FaultAction.WithdrawPart, "that is the fault's page");
        (await parts.ListAsync(site.Crew, default)).Total.ShouldBe(0);
        (await CodeAsync(() => parts.ListAsync(site.Insurer, default))).ShouldBe(RuleCodes.RightMissing);

        // What a phone brings late stands with its own time.
        site.Time.Advance(TimeSpan.FromMinutes(10));
        var done = site.Now - TimeSpan.FromMinutes(8);
        await site.ActAsync(crew, id, FaultAction.AcknowledgePart, command => command with { Part = 1, At = done });
        (await parts.ListAsync(crew, default)).Items.ShouldHaveSingleItem().Part.AcknowledgedAt.ShouldBe(done);
        await site.ActAsync(crew, id, FaultAction.ReturnPart, command => command with { Part = 1, Note = "已断开" });
        (await parts.ListAsync(crew, default)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_tells_its_organisations_crew_when_whoever_decides_there_was_locked_out()
    {
        await using var site = await TestSite.StartAsync();
        var (id, fire, fireFirm, _) = await FaultAsync(site);
        var crew = await site.AddUserAsync("fire-crew", Role.Crew, fireFirm);
        await site.LockOutAsync(fire);
        await site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = fireFirm, Due = site.Now.AddDays(1), Note = "x" });
        await site.Get<NoticePlanning>().RunAsync(default);
        (await NoticesAsync(site, crew)).ShouldBe([NoticeKind.PartAsked]);
        (await NoticesAsync(site, fire)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_organisations_of_the_place_are_asked_each_once_at_a_time_and_in_time()
    {
        await using var site = await TestSite.StartAsync();
        var (id, _, fireFirm, bureau) = await FaultAsync(site);
        var choices = (await site.Get<FaultDetailQuery>().PartyChoicesAsync(site.Dispatcher.Scope, id, default)).ShouldNotBeNull().Select(choice => choice.Organisation).ToList();
        choices.ShouldContain(fireFirm);
        choices.ShouldContain(bureau);
        choices.ShouldNotContain(site.Stranger.Actor.Organisation!.Value);
        (await site.Get<FaultDetailQuery>().PartyChoicesAsync(site.Stranger.Scope, id, default)).ShouldBeNull();
        Task<FaultOutcome> AskAsync(OrganisationId? who, TimeSpan time, string note) =>
            site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = who, Due = site.Now + time, Note = note });
        (await CodeAsync(() => AskAsync(site.Stranger.Actor.Organisation, TimeSpan.FromDays(1), "x"))).ShouldBe(OperationCodes.PartyRefused);
        (await CodeAsync(() => AskAsync(fireFirm, TimeSpan.Zero, "x"))).ShouldBe(RuleCodes.PartDue);
        (await CodeAsync(() => AskAsync(fireFirm, TimeSpan.FromDays(91), "x"))).ShouldBe(RuleCodes.PartDue);
        (await CodeAsync(() => AskAsync(fireFirm, TimeSpan.FromDays(1), " "))).ShouldBe(RuleCodes.PartWords);
        await AskAsync(fireFirm, TimeSpan.FromDays(1), "x");
        (await CodeAsync(() => AskAsync(fireFirm, TimeSpan.FromDays(1), "x"))).ShouldBe(RuleCodes.PartTwice);
        await site.ActAsync(site.Dispatcher, id, FaultAction.WithdrawPart, command => command with { Part = 1, Note = "not needed" });
        await AskAsync(fireFirm, TimeSpan.FromDays(1), "x");
        (await DetailAsync(site, site.Dispatcher, id)).Parties.Select(part => part.State).ShouldBe([FaultPartState.Withdrawn, FaultPartState.Asked]);
    }

    [Fact]
    public async Task A_late_part_climbs_its_own_ladder_once_a_step_and_tells_the_party_then_the_regulator()
    {
        await using var site = await TestSite.StartAsync();
        var (id, fire, fireFirm, _) = await FaultAsync(site);
        await site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = fireFirm, Due = site.Now.AddHours(4), Note = "断开消防联动" });
        await site.Get<NoticePlanning>().RunAsync(default);
        var told = (await site.Get<Inbox>().ListAsync(fire, MessageText.English, 0, default)).Items.ShouldHaveSingleItem();
        told.Text.ShouldContain("your part by");

        var timers = site.Get<DueTimers>();
        site.Time.Advance(TimeSpan.FromHours(4) + TimeSpan.FromMinutes(1));
        for (var i = 0; i < 3; i++) await timers.RunAsync(default);
        (await StepsAsync(site, id)).ShouldBe(["1"]);
        (await DetailAsync(site, site.Dispatcher, id)).Parties[0].IsOverdue.ShouldBeTrue();
        await site.Get<NoticePlanning>().RunAsync(default);
        (await NoticesAsync(site, site.Regulator)).ShouldBeEmpty();
        (await NoticesAsync(site, fire)).ShouldBe([NoticeKind.PartAsked, NoticeKind.PartOverdue]);

        site.Time.Advance(TimeSpan.FromHours(2));
        for (var i = 0; i < 3; i++) await timers.RunAsync(default);
        (await StepsAsync(site, id)).ShouldBe(["1", "2"]);
        await site.Get<NoticePlanning>().RunAsync(default);
        (await NoticesAsync(site, site.Regulator)).ShouldBe([NoticeKind.PartOverdue]);

        await site.ActAsync(fire, id, FaultAction.ReturnPart, command => command with { Part = 1, Note = "done" });
        await site.Get<NoticePlanning>().RunAsync(default);
        (await NoticesAsync(site, site.Dispatcher)).ShouldContain(NoticeKind.PartEnded);
    }

    [Fact]
    public async Task A_part_is_withdrawn_by_who_asked_or_a_regulator_and_both_sides_are_told()
    {
        await using var site = await TestSite.StartAsync();
        var (id, fire, fireFirm, _) = await FaultAsync(site);
        var colleague = await site.AddUserAsync("colleague", Role.Dispatcher, site.Dispatcher.Actor.Organisation);
        // The firm under contract has the lift in its scope, and a part of its own.
        var own = site.Crew.Actor.Organisation!.Value;
        var contractor = await site.AddUserAsync("contractor", Role.Firm, own);
        await site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = own, Due = site.Now.AddDays(1), Note = "report" });
        await site.ActAsync(site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = fireFirm, Due = site.Now.AddDays(1), Note = "look" });
        foreach (var part in new[] { 1, 2 })
            (await CodeAsync(() => site.ActAsync(contractor, id, FaultAction.WithdrawPart, command => command with { Part = part, Note = "x" }))).ShouldBe(RuleCodes.PartAskedByOther);
        (await DetailAsync(site, contractor, id)).Parties.ShouldAllBe(part => !part.Allowed.Contains(FaultAction.WithdrawPart));

        await site.ActAsync(colleague, id, FaultAction.WithdrawPart, command => command with { Part = 2, Note = "not needed" });
        await site.ActAsync(site.Regulator, id, FaultAction.WithdrawPart, command => command with { Part = 1, Note = "not needed" });
        await site.Get<NoticePlanning>().RunAsync(default);
        (await NoticesAsync(site, fire)).ShouldBe([NoticeKind.PartAsked, NoticeKind.PartWithdrawn]);
        (await NoticesAsync(site, site.Dispatcher)).ShouldBe([NoticeKind.PartWithdrawn, NoticeKind.PartWithdrawn]);
    }

    [Fact]
    public async Task What_a_regulator_asked_only_a_regulator_withdraws_and_a_rejected_fault_drops_its_parts()
    {
        await using var site = await TestSite.StartAsync();
        var (id, fire, fireFirm, _) = await FaultAsync(site);
        await site.ActAsync(site.Regulator, id, FaultAction.AskPart, command => command with { Firm = fireFirm, Due = site.Now.AddDays(1), Note = "x" });
        (await CodeAsync(() => site.ActAsync(site.Manager, id, FaultAction.WithdrawPart, command => command with { Part = 1, Note = "x" }))).ShouldBe(RuleCodes.FaultRegulatorOnly);
        await site.ActAsync(site.Dispatcher, id, FaultAction.Reject, command => command with { Reason = ReasonCodes.RejectFalseAlarm });
        (await DetailAsync(site, fire, id)).Parties.ShouldHaveSingleItem().State.ShouldBe(FaultPartState.Withdrawn);
        (await site.ReadAsync(db => db.FaultTimers.CountAsync(timer => timer.FaultId == id))).ShouldBe(0);
    }

    private static async Task<(FaultId Id, Caller Fire, OrganisationId FireFirm, OrganisationId Bureau)> FaultAsync(TestSite site)
    {
        var fireFirm = await site.ReadAsync(db => db.Organisations.Where(item => item.NameEn == "Hongyu Fire").Select(item => item.Id).FirstAsync());
        var bureau = site.Regulator.Actor.Organisation!.Value;
        var fire = await site.AddUserAsync("fire-manager", Role.Firm, fireFirm);
        var raised = site.Raise(site.Lift, "door-slow", "door-wear");
        await site.ApplyAsync(raised);
        await site.ApplyAsync(site.Clear(raised));
        var id = (await site.OnlyFaultAsync()).Id;
        await site.ActAsync(site.Dispatcher, id, FaultAction.Accept);
        await site.ActAsync(site.Dispatcher, id, FaultAction.Dispatch);
        return (id, fire, fireFirm, bureau);
    }

    private static async Task EndWorkAsync(TestSite site, FaultId id)
    {
        foreach (var action in new[] { FaultAction.Acknowledge, FaultAction.Arrive, FaultAction.StartFix, FaultAction.ReportFixed }) await site.ActAsync(site.Crew, id, action);
        for (var i = 0; i < 3; i++)
        {
            site.Time.Advance(TimeSpan.FromHours(80));
            await site.Get<DueTimers>().RunAsync(default);
        }

        if ((await DetailAsync(site, site.Manager, id)).Row.State == FaultState.Soaking) await site.ActAsync(site.Manager, id, FaultAction.Verify);
        (await DetailAsync(site, site.Manager, id)).Row.State.ShouldBe(FaultState.FollowUp);
        // Silence may close a sensor's fault, but not over an open part.
        site.Time.Advance(TimeSpan.FromHours(80));
        await site.Get<DueTimers>().RunAsync(default);
        (await DetailAsync(site, site.Manager, id)).Row.State.ShouldBe(FaultState.FollowUp);
    }

    private static async Task<FaultDetail> DetailAsync(TestSite site, Caller caller, FaultId id) =>
        (await site.Get<FaultDetailQuery>().GetAsync(caller, id, default)).ShouldNotBeNull();

    private static async Task<string> CodeAsync(Func<Task> act) => (await Should.ThrowAsync<RuleViolation>(act)).Code;

    private static async Task<IReadOnlyList<string?>> StepsAsync(TestSite site, FaultId id) =>
        [.. (await DetailAsync(site, site.Dispatcher, id)).History.Where(line => line.Action == FaultAction.NotePartOverdue).Select(line => line.Reason.Parameters.GetValueOrDefault("step"))];

    private static async Task<IReadOnlyList<NoticeKind>> NoticesAsync(TestSite site, Caller who)
    {
        var user = who.User;
        return await site.ReadAsync(db => (
            from delivery in db.Deliveries
            where delivery.UserId == user && delivery.Kind == ChannelKind.InApp
            join notice in db.Notices on delivery.NoticeId equals notice.Id
            where notice.Kind >= NoticeKind.PartAsked
            orderby notice.Id
            select notice.Kind).ToListAsync());
    }
}
