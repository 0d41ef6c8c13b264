using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Audit;
using Facilities.Operations.Deadlines;
using Facilities.Operations.Faults;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Links;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Notifications;

/// <summary>回访: who reported a fault says by his own link whether it is solved.</summary>
public sealed class FollowUpLinks_Tests
{
    [Fact]
    public async Task A_good_answer_closes_the_fault_and_a_second_one_changes_nothing()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await RepairedAsync(rig);
        var (links, token) = await GiveAsync(rig);

        var seen = await links.LookAsync(token, default);
        (seen.State, seen.Number, seen.Place?.Name.En, seen.What?.En.Length > 0, seen.Locale).ShouldBe((LinkState.Valid, "F-2026-0001", "Lift 1", true, "en"));
        var done = await links.AnswerAsync(token, 5, true, "  thanks ", default);
        (done.State, done.Stars, done.Solved).ShouldBe((LinkState.Done, 5, true));
        var detail = await DetailAsync(rig, id);
        (detail.Row.State, detail.Stars).ShouldBe((FaultState.Closed, 5));
        detail.History.Single(line => line.Action == FaultAction.Rate).Note.ShouldBe("thanks");

        var again = await links.AnswerAsync(token, 1, false, "worse", default);
        again.ShouldBe(new FollowUpView(LinkState.Used, "en", "F-2026-0001", Stars: 5, Solved: true));
        (await links.LookAsync(token, default)).ShouldBe(again);
        (await DetailAsync(rig, id)).History.Count.ShouldBe(detail.History.Count);
        (await rig.Site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "AnswerByLink"))).ShouldBe(1);
        (await rig.Site.Get<AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(2, true)]
    public async Task Not_solved_or_few_stars_bring_it_back_with_the_reason_and_the_next_end_asks_anew(int stars, bool solved)
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await RepairedAsync(rig);
        var (links, token) = await GiveAsync(rig);
        (await links.AnswerAsync(token, stars, solved, "door still sticks", default)).State.ShouldBe(LinkState.Done);

        var detail = await DetailAsync(rig, id);
        (detail.Row.State, detail.Row.Reopened, detail.Stars).ShouldBe((FaultState.Accepted, 1, null));
        var reopened = detail.History[^1];
        (reopened.Action, reopened.Reason).ShouldBe((FaultAction.Reopen, CodedText.Of(ReasonCodes.ReopenUnsatisfied, ("stars", stars), ("solved", solved))));
        detail.History.Single(line => line.Action == FaultAction.Rate).Note.ShouldBe("door still sticks");
        await RepairAsync(rig, id);
        var (_, next) = await GiveAsync(rig);
        next.ShouldNotBe(token);
        (await links.LookAsync(token, default)).State.ShouldBe(LinkState.Used);
        (await links.LookAsync(next, default)).State.ShouldBe(LinkState.Valid);
    }

    [Fact]
    public async Task Looking_changes_nothing_however_often()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await RepairedAsync(rig);
        var (links, token) = await GiveAsync(rig);
        var before = (await DetailAsync(rig, id)).History.Count;
        for (var i = 0; i < 20; i++) (await links.LookAsync(token, default)).State.ShouldBe(LinkState.Valid);
        (await DetailAsync(rig, id)).History.Count.ShouldBe(before);
        (await rig.Site.ReadAsync(db => db.FollowUpLinks.CountAsync(link => link.AnsweredAt != null))).ShouldBe(0);
    }

    [Fact]
    public async Task Answered_by_many_at_once_it_counts_once()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await RepairedAsync(rig);
        var (links, token) = await GiveAsync(rig);
        var states = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () => (await links.AnswerAsync(token, 3 + (n % 3), true, null, default)).State)));
        (states.Count(state => state == LinkState.Done), states.Count(state => state == LinkState.Used)).ShouldBe((1, 7));
        (await DetailAsync(rig, id)).History.Count(line => line.Action == FaultAction.Rate).ShouldBe(1);
    }

    [Fact]
    public async Task A_changed_letter_or_another_sort_of_link_opens_nothing_and_tells_nothing()
    {
        await using var rig = await NotificationRig.StartAsync();
        await RepairedAsync(rig);
        var (links, token) = await GiveAsync(rig);
        for (var i = 0; i < token.Length; i++)
        {
            var other = token[i] == 'A' ? 'B' : 'A';
            (await links.AnswerAsync(token[..i] + other + token[(i + 1)..], 5, true, null, default)).ShouldBe(new FollowUpView(LinkState.Invalid));
        }

        foreach (var wrong in new[] { null, "", "x", token[..^1], token + "A", new string('A', 22), "《》" })
            (await links.LookAsync(wrong, default)).State.ShouldBe(LinkState.Invalid);
        (await rig.Site.Get<AcknowledgeLinks>().LookAsync(token, default)).State.ShouldBe(LinkState.Invalid);
    }

    [Fact]
    public async Task A_link_ends_after_a_week_and_answers_what_was_closed_meanwhile()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await RepairedAsync(rig);
        var (links, token) = await GiveAsync(rig);
        rig.Site.Time.Advance(TimeSpan.FromHours(80));
        await rig.Site.ActAsync(rig.Site.Manager, id, FaultAction.Close);
        (await links.LookAsync(token, default)).State.ShouldBe(LinkState.Valid);
        rig.Site.Time.Advance(TimeSpan.FromHours(80));
        (await links.AnswerAsync(token, 1, false, null, default)).State.ShouldBe(LinkState.Done);
        (await DetailAsync(rig, id)).Row.State.ShouldBe(FaultState.Accepted);

        await RepairAsync(rig, id);
        (_, token) = await GiveAsync(rig);
        rig.Site.Time.Advance(TimeSpan.FromDays(7));
        (await links.AnswerAsync(token, 1, false, null, default)).ShouldBe(new FollowUpView(LinkState.Expired, "en"));
        (await DetailAsync(rig, id)).Row.State.ShouldBe(FaultState.FollowUp);
    }

    [Fact]
    public async Task What_came_back_before_the_answer_is_not_asked_any_more()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await RepairedAsync(rig);
        var (links, token) = await GiveAsync(rig);
        await rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Reopen);
        (await links.AnswerAsync(token, 5, true, null, default)).State.ShouldBe(LinkState.NotNeeded);
        (await links.GiveAsync(await ReporterAsync(rig), default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, null, "fault.stars_out_of_range")]
    [InlineData(5, 501, "attachment.note_too_long")]
    public async Task An_answer_that_cant_be_is_refused_and_the_link_stays_good(int stars, int? letters, string code)
    {
        await using var rig = await NotificationRig.StartAsync();
        await RepairedAsync(rig);
        var (links, token) = await GiveAsync(rig);
        var comment = letters is { } many ? new string('x', many) : null;
        (await Should.ThrowAsync<RuleViolation>(() => links.AnswerAsync(token, stars, true, comment, default))).Code.ShouldBe(code);
        (await links.LookAsync(token, default)).State.ShouldBe(LinkState.Valid);
    }

    [Fact]
    public async Task He_is_asked_by_sms_in_the_morning_with_his_link_and_after_a_failure_by_mail()
    {
        await using var gateway = new ScriptedServer((_, _) => ScriptedServer.Json("no", 400));
        await using var mail = new ScriptedMailServer(_ => null);
        await using var rig = await NotificationRig.StartAsync(settings => settings with { Sms = NotificationRig.Sms(gateway), Smtp = mail.Settings });
        // 22:30 at the site.
        rig.Site.Time.Advance(TimeSpan.FromHours(12.5));
        await RepairedAsync(rig);
        await rig.SendAllAsync();
        gateway.Bodies.ShouldNotContain(body => body.Contains("13800000009", StringComparison.Ordinal));
        rig.Site.Time.Advance(TimeSpan.FromHours(9));
        await rig.SendAllAsync();

        var sms = gateway.Bodies.Single(body => body.Contains("13800000009", StringComparison.Ordinal));
        sms.ShouldContain("fault-follow-up");
        sms.ShouldContain("https://f.example.com/r/");
        var told = (await rig.DeliveriesAsync()).Where(delivery => delivery.ReporterId is not null).Select(delivery => (delivery.Kind, delivery.State)).ToList();
        told.ShouldBe([(ChannelKind.Sms, DeliveryState.Failed), (ChannelKind.Mail, DeliveryState.Sent)]);
        var rows = await rig.Site.Get<DeliveryQueries>().ListAsync(rig.Site.Dispatcher, null, null, new Paging(0, 100), default);
        rows.Items.Count(row => row is { ToReporter: true, Notice: NoticeKind.FollowUp }).ShouldBe(2);
    }

    [Fact]
    public async Task Whose_report_is_rejected_is_told_why_without_a_link()
    {
        await using var gateway = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync(settings => settings with { Sms = NotificationRig.Sms(gateway) });
        var id = await ReportAsync(rig);
        await rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Reject, command => command with { Reason = ReasonCodes.RejectFalseAlarm });
        await rig.SendAllAsync();
        var body = gateway.Bodies.ShouldHaveSingleItem();
        body.ShouldContain("there is no fault");
        body.ShouldNotContain("/r/");
    }

    [Fact]
    public async Task Only_who_may_call_sees_the_number_and_it_goes_when_the_fault_cant_come_back()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await RepairedAsync(rig);
        (await DetailAsync(rig, id)).FollowUps.ShouldHaveSingleItem().Phone.ShouldBe("13800000009");
        foreach (var other in new[] { rig.Site.Crew, rig.Site.Manager, rig.Site.Regulator })
            (await rig.Site.Get<FaultDetailQuery>().GetAsync(other, id, default))!.FollowUps.ShouldHaveSingleItem().Phone.ShouldBeNull();
        var (links, token) = await GiveAsync(rig);
        await links.AnswerAsync(token, 4, true, null, default);
        var row = (await DetailAsync(rig, id)).FollowUps.ShouldHaveSingleItem();
        (row.Stars, row.Solved, row.AnsweredAt).ShouldBe((4, true, rig.Site.Now));

        rig.Site.Time.Advance(TimeSpan.FromDays(31));
        await rig.Site.Get<NotificationUpkeep>().RunAsync(100, default);
        (await rig.Site.ReadAsync(db => db.FaultReporters.CountAsync())).ShouldBe(0);
        (await links.LookAsync(token, default)).State.ShouldBe(LinkState.Invalid);
    }

    [Fact]
    public async Task A_second_reporter_joins_is_asked_too_and_can_bring_back_what_the_first_one_closed()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await ReportAsync(rig);
        (await ReportAsync(rig, "13800000010")).ShouldBe(id);
        (await ReportAsync(rig, "13800000010")).ShouldBe(id);
        await RepairAsync(rig, id);
        var links = rig.Site.Get<FollowUpLinks>();
        var reporters = await rig.Site.ReadAsync(db => db.FaultReporters.OrderBy(item => item.Id).Select(item => item.Id).ToListAsync());
        reporters.Count.ShouldBe(2);
        var tokens = new List<string>();
        foreach (var reporter in reporters) tokens.Add((await links.GiveAsync(reporter, default)).ShouldNotBeNull());
        await links.AnswerAsync(tokens[0], 5, true, null, default);
        (await DetailAsync(rig, id)).Row.State.ShouldBe(FaultState.Closed);
        (await links.AnswerAsync(tokens[1], 3, false, null, default)).State.ShouldBe(LinkState.Done);
        (await DetailAsync(rig, id)).Row.State.ShouldBe(FaultState.Accepted);
    }

    [Fact]
    public async Task Not_solved_goes_to_the_newer_open_fault_of_the_family_when_the_old_one_is_closed()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await RepairedAsync(rig);
        var (links, token) = await GiveAsync(rig);
        rig.Site.Time.Advance(TimeSpan.FromHours(80));
        await rig.Site.ActAsync(rig.Site.Manager, id, FaultAction.Close);
        var newer = await OpenAnotherAsync(rig);

        (await Should.ThrowAsync<RuleViolation>(() => rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Reopen))).Reason.ShouldBe(CodedText.Of(OperationCodes.FaultFamilyOpen, ("number", "F-2026-0900")));
        (await links.AnswerAsync(token, 1, false, "still sticks", default)).State.ShouldBe(LinkState.Done);
        var (old, open) = (await DetailAsync(rig, id), await DetailAsync(rig, newer));
        (old.Row.State, old.Stars).ShouldBe((FaultState.Closed, 1));
        (open.History[^1].Action, open.History[^1].Reason.Code, open.History[^1].Note).ShouldBe((FaultAction.Comment, ReasonCodes.FaultAnsweredBefore, "still sticks"));
        open.FollowUps.ShouldHaveSingleItem().Phone.ShouldBe("13800000009");
        (await rig.Site.ReadAsync(db => db.Faults.Where(fault => fault.Id == newer).Select(fault => fault.HasReporter).FirstAsync())).ShouldBeTrue();
        (await links.LookAsync(token, default)).State.ShouldBe(LinkState.Used);
    }

    [Fact]
    public async Task By_phone_too_it_goes_to_the_newer_one()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await RepairedAsync(rig);
        rig.Site.Time.Advance(TimeSpan.FromHours(80));
        await rig.Site.ActAsync(rig.Site.Manager, id, FaultAction.Close);
        var newer = await OpenAnotherAsync(rig);
        (await RateAsync(rig, id, 1, solved: false)).State.ShouldBe(FaultState.Closed);
        (await DetailAsync(rig, newer)).FollowUps.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("13800000010", 2)]
    [InlineData("13800000009", 1)]
    public async Task Who_reported_what_was_merged_waits_for_the_answer_of_the_other(string alreadyThere, int reporters)
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await ReportAsync(rig);
        var into = (await rig.Site.Get<FaultActions>().ReportAsync(rig.Site.Dispatcher, Report(rig, "other", alreadyThere) with { Family = "brake" }, default)).Fault;
        await rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Merge, command => command with { Into = into });
        (await DetailAsync(rig, into)).FollowUps.Count.ShouldBe(reporters);
    }

    [Fact]
    public async Task A_fault_that_nobody_reported_is_followed_up_once_a_reported_one_is_merged_into_it()
    {
        await using var gateway = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync(settings => settings with { Sms = NotificationRig.Sms(gateway) });
        var into = (await rig.Site.Get<FaultActions>().ReportAsync(rig.Site.Dispatcher, Report(rig, "other") with { Family = "brake", Reporter = null }, default)).Fault;
        await rig.Site.ActAsync(rig.Site.Dispatcher, await ReportAsync(rig), FaultAction.Merge, command => command with { Into = into });
        await RepairAsync(rig, into);
        await rig.SendAllAsync();
        gateway.Bodies.ShouldContain(body => body.Contains("13800000009", StringComparison.Ordinal) && body.Contains("/r/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_good_answer_closes_as_soon_as_the_last_part_of_others_is_back()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await RepairedAsync(rig);
        var bureau = rig.Site.Regulator.Actor.Organisation;
        await rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.AskPart, command => command with { Firm = bureau, Due = rig.Site.Now.AddDays(1), Note = "look" });
        var (links, token) = await GiveAsync(rig);
        await links.AnswerAsync(token, 5, true, null, default);
        (await DetailAsync(rig, id)).Row.State.ShouldBe(FaultState.FollowUp);
        (await rig.Site.ActAsync(rig.Site.Regulator, id, FaultAction.ReturnPart, command => command with { Part = 1, Note = "seen" })).State.ShouldBe(FaultState.Closed);
        (await DetailAsync(rig, id)).History[^1].Reason.Code.ShouldBe(ReasonCodes.CloseAgreed);
    }

    [Fact]
    public async Task What_was_answered_but_left_open_is_closed_by_the_timer()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await RepairedAsync(rig);
        // As it was kept before an answer by phone closed.
        await rig.Site.Get<FacilitiesWriter>().WriteAsync((unit, token) => unit.Db.Faults.Where(fault => fault.Id == id).ExecuteUpdateAsync(set => set.SetProperty(fault => fault.Stars, 4), token), default);
        rig.Site.Time.Advance(TimeSpan.FromHours(73));
        await rig.Site.Get<DueTimers>().RunAsync(default);
        (await DetailAsync(rig, id)).Row.State.ShouldBe(FaultState.Closed);
    }

    [Fact]
    public async Task An_answer_by_phone_at_night_closes_and_he_isnt_texted_in_the_morning()
    {
        await using var gateway = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync(settings => settings with { Sms = NotificationRig.Sms(gateway) });
        rig.Site.Time.Advance(TimeSpan.FromHours(12.5));
        var id = await RepairedAsync(rig);
        (await RateAsync(rig, id, 5, solved: true)).State.ShouldBe(FaultState.Closed);
        var row = (await DetailAsync(rig, id)).FollowUps.ShouldHaveSingleItem();
        (row.Stars, row.Solved, row.AnsweredAt).ShouldBe((5, true, rig.Site.Now));
        rig.Site.Time.Advance(TimeSpan.FromHours(9));
        await rig.SendAllAsync();
        gateway.Bodies.ShouldNotContain(body => body.Contains("13800000009", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_waits_for_the_morning_is_asked_though_another_ones_answer_closed_it()
    {
        await using var gateway = new ScriptedServer((_, _) => ScriptedServer.Json("{}"));
        await using var rig = await NotificationRig.StartAsync(settings => settings with { Sms = NotificationRig.Sms(gateway) });
        rig.Site.Time.Advance(TimeSpan.FromHours(12.5));
        var id = await ReportAsync(rig);
        await ReportAsync(rig, "13800000010");
        await RepairAsync(rig, id);
        await rig.SendAllAsync();
        var (links, token) = await GiveAsync(rig);
        await links.AnswerAsync(token, 5, true, null, default);
        (await DetailAsync(rig, id)).Row.State.ShouldBe(FaultState.Closed);
        await rig.SendAllAsync();
        rig.Site.Time.Advance(TimeSpan.FromHours(9));
        await rig.SendAllAsync();
        gateway.Bodies.ShouldContain(body => body.Contains("13800000010", StringComparison.Ordinal) && body.Contains("/r/", StringComparison.Ordinal));
        gateway.Bodies.ShouldNotContain(body => body.Contains("13800000009", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_reporters_who_phones_is_told_apart_and_the_other_is_asked_still()
    {
        await using var rig = await NotificationRig.StartAsync();
        var site = rig.Site;
        foreach (var (phone, name) in new[] { ("13800000009", ""), ("13800000010", "刘女士"), ("13800000009", "王先生") })
            await site.Get<FaultActions>().ReportAsync(site.Dispatcher, Report(rig, Guid.NewGuid().ToString()) with { Reporter = new ReporterContact(phone, "", "zh-CN", name) }, default);
        var id = (await site.OnlyFaultAsync()).Id;
        await RepairAsync(rig, id);
        var rows = (await DetailAsync(rig, id)).FollowUps;
        rows.Select(row => (row.Name, row.Phone)).ShouldBe([("王先生", "13800000009"), ("刘女士", "13800000010")]);
        Task RateAsync(int reporter) => site.ActAsync(site.Dispatcher, id, FaultAction.Rate, command => command with { Stars = 4, Solved = true, Reporter = reporter });

        (await Should.ThrowAsync<RuleViolation>(() => RateAsync(9999))).Code.ShouldBe(OperationCodes.NotFound);
        await RateAsync(rows[1].Reporter);
        (await DetailAsync(rig, id)).FollowUps.Select(row => row.Stars).ShouldBe([null, 4]);
        var links = site.Get<FollowUpLinks>();
        (await links.GiveAsync(rows[1].Reporter, default)).ShouldBeNull("he has answered");
        var token = (await links.GiveAsync(rows[0].Reporter, default)).ShouldNotBeNull("he hasn't");
        (await links.AnswerAsync(token, 1, false, null, default)).State.ShouldBe(LinkState.Done);
        (await DetailAsync(rig, id)).Row.State.ShouldBe(FaultState.Accepted);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "AnswerByPhone"))).ShouldBe(1);
        (await site.Get<AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task A_report_counts_though_the_fault_has_as_many_contacts_as_it_may()
    {
        await using var rig = await NotificationRig.StartAsync();
        var id = await ReportAsync(rig);
        for (var i = 1; i < ReporterContact.Maximum; i++) await ReportAsync(rig, $"138000001{i:00}");
        var report = Report(rig, "last", "13800000999") with { Note = "nobody can get out" };
        var outcome = await rig.Site.Get<FaultActions>().ReportAsync(rig.Site.Dispatcher, report, default);
        outcome.ShouldBe(new FaultOutcome(id, FaultState.Found, Replayed: false, ContactLeftOut: true));
        (await rig.Site.Get<FaultActions>().ReportAsync(rig.Site.Dispatcher, report, default)).ShouldBe(outcome with { Replayed = true });
        var detail = await DetailAsync(rig, id);
        (detail.History[^1].Note, detail.FollowUps.Count).ShouldBe(("nobody can get out", ReporterContact.Maximum));
    }

    [Theory]
    [InlineData("12", "", "en", "command.field_invalid")]
    [InlineData("", "not an address", "en", "command.field_invalid")]
    [InlineData("13800000009", "", "fr", "command.field_invalid")]
    [InlineData(" ", "", "en", "command.field_missing")]
    public async Task A_contact_that_reaches_nobody_is_refused(string phone, string mail, string locale, string code)
    {
        await using var rig = await NotificationRig.StartAsync();
        var report = Report(rig, "x") with { Reporter = new ReporterContact(phone, mail, locale) };
        (await Should.ThrowAsync<RuleViolation>(() => rig.Site.Get<FaultActions>().ReportAsync(rig.Site.Dispatcher, report, default))).Code.ShouldBe(code);
        (await rig.Site.FaultsAsync()).ShouldBeEmpty();
    }

    private static FaultReport Report(NotificationRig rig, string key, string phone = "13800000009") => new()
    {
        Key = key,
        Asset = rig.Site.Lift,
        Family = "door",
        Severity = Severity.P4,
        Source = FaultSource.Hotline,
        Reporter = new ReporterContact(phone, "a@example.com", "en"),
    };

    private static async Task<FaultId> ReportAsync(NotificationRig rig, string phone = "13800000009") =>
        (await rig.Site.Get<FaultActions>().ReportAsync(rig.Site.Dispatcher, Report(rig, Guid.NewGuid().ToString(), phone), default)).Fault;

    private static async Task<FaultId> RepairedAsync(NotificationRig rig)
    {
        var id = await ReportAsync(rig);
        await RepairAsync(rig, id);
        return id;
    }

    internal static async Task RepairAsync(NotificationRig rig, FaultId id)
    {
        var site = rig.Site;
        if ((await DetailAsync(rig, id)).Row.State == FaultState.Found) await site.ActAsync(site.Dispatcher, id, FaultAction.Accept);
        await site.ActAsync(site.Dispatcher, id, FaultAction.Dispatch);
        foreach (var action in new[] { FaultAction.Acknowledge, FaultAction.Arrive, FaultAction.StartFix, FaultAction.ReportFixed }) await site.ActAsync(site.Crew, id, action);
        for (var i = 0; i < 4 && (await DetailAsync(rig, id)).Row.State == FaultState.Soaking; i++)
        {
            if ((await DetailAsync(rig, id)).Soak!.NeedsPerson)
            {
                await site.ActAsync(site.Manager, id, FaultAction.Verify);
                break;
            }

            site.Time.Advance(TimeSpan.FromMinutes(1));
            await site.Get<DueTimers>().RunAsync(default);
        }

        (await DetailAsync(rig, id)).Row.State.ShouldBe(FaultState.FollowUp);
    }

    private static Task<FaultOutcome> RateAsync(NotificationRig rig, FaultId id, int stars, bool solved) =>
        rig.Site.ActAsync(rig.Site.Dispatcher, id, FaultAction.Rate, command => command with { Stars = stars, Solved = solved });

    /// <summary>Another open fault of the family, as one that outlasted its common cause is opened.</summary>
    private static Task<FaultId> OpenAnotherAsync(NotificationRig rig) => rig.Site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
    {
        var now = rig.Site.Now;
        var site = await FaultStore.SiteRulesAsync(unit.Db, rig.Community, token);
        var fault = Fault.Open(new FaultOpening("F-2026-0900", rig.Site.Lift, rig.Community, "door", "door", Severity.P3, FaultSource.Patrol, now, now, now), rig.Site.Dispatcher.Actor, site, now);
        unit.Db.Faults.Add(fault);
        await rig.Site.Get<FaultStore>().SaveAsync(unit, fault, now, token);
        return fault.Id;
    }, default);

    private static async Task<FaultDetail> DetailAsync(NotificationRig rig, FaultId id) =>
        (await rig.Site.Get<FaultDetailQuery>().GetAsync(rig.Site.Dispatcher, id, default)).ShouldNotBeNull();

    private static Task<int> ReporterAsync(NotificationRig rig) => rig.Site.ReadAsync(db => db.FaultReporters.OrderBy(item => item.Id).Select(item => item.Id).FirstAsync());

    private static async Task<(FollowUpLinks Links, string Token)> GiveAsync(NotificationRig rig)
    {
        var links = rig.Site.Get<FollowUpLinks>();
        return (links, (await links.GiveAsync(await ReporterAsync(rig), default)).ShouldNotBeNull());
    }
}
