using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;
using Facilities.Operations.Claims;
using Facilities.Operations.Evidence.Packs;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Planning;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>Losses at their borders as claims, the desk of an insurer, letters and deadlines. Site time begins on 2026-03-02, 10:00 in China.</summary>
public sealed class ClaimDesk_Tests
{
    private static readonly byte[] Pdf = [.. "%PDF-1.4 survey"u8];
    private static readonly PackWords Words = new((culture, text) => $"{culture.Name}:{text.Code}", (_, key) => key);
    private int _keys;

    [Theory]
    // Both for an hour; the first a second less, or both a second more. Heads first, then who came out when.
    [InlineData("01:00:00", "01:00:00", 400)]
    [InlineData("00:59:59", "01:00:00", 400)]
    [InlineData("00:59:59", "01:00:01", 500)]
    [InlineData("01:00:01", "01:00:01", 600)]
    [InlineData("00:29:59", "02:00:01", 500)]
    public async Task Two_people_released_at_different_times_are_paid_each_by_its_own(string first, string second, int yuan)
    {
        await using var site = await TestSite.StartAsync();
        // Across midnight at the site.
        site.Time.AdvanceTo(new DateTimeOffset(2026, 3, 2, 15, 40, 0, TimeSpan.Zero));
        var (t0, _, id) = await TrapAsync(site);
        Pass(site, t0, TimeSpan.FromHours(2.5));
        await site.ActAsync(site.Crew, id, FaultAction.Acknowledge);
        await site.ActAsync(site.Crew, id, FaultAction.RecordPersons, command => command with { Persons = 2 });
        foreach (var after in new[] { first, second })
            await site.ActAsync(site.Crew, id, FaultAction.ReleasePersons, command => command with { Persons = 1, At = t0 + TimeSpan.Parse(after, System.Globalization.CultureInfo.InvariantCulture) });

        var claim = (await ClaimsAsync(site)).ShouldHaveSingleItem();
        (claim.Persons, claim.LossAmount).ShouldBe((2, Money.FromYuan(yuan)));
        claim.LossEndedAt.ShouldBe(t0 + TimeSpan.Parse(second, System.Globalization.CultureInfo.InvariantCulture));
        var detail = (await site.Get<ClaimQueries>().GetAsync(site.Manager, claim.Id, default)).ShouldNotBeNull();
        detail.AmountReasons.Count(reason => reason.Code == "ladder.group").ShouldBe(2);
        (await site.Get<ClaimTrigger>().RunAsync(default)).ShouldBe(0, "nothing new");
    }

    [Fact]
    public async Task A_policy_that_starts_while_they_are_trapped_pays_nothing_and_an_earlier_one_does()
    {
        await using var site = await TestSite.StartAsync();
        var t0 = site.Now;
        await InsureAsync(site, "P-before", t0, new Cover(CoverKind.Entrapment));
        await InsureAsync(site, "P-between", t0.AddMilliseconds(1), new Cover(CoverKind.Entrapment));
        await TrapAsync(site);
        Pass(site, t0, TimeSpan.FromMinutes(45));
        (await site.Get<ClaimTrigger>().RunAsync(default)).ShouldBe(2);
        (await ClaimsAsync(site)).Select(claim => claim.PolicyNumber).ShouldBe(["P-1", "P-before"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_same_loss_under_two_policies_is_paid_once_and_an_aggregate_that_is_reached_pays_nothing_more()
    {
        await using var site = await TestSite.StartAsync();
        await InsureAsync(site, "P-2", site.Now.AddDays(-30), new Cover(CoverKind.Entrapment, aggregateLimit: Money.FromYuan(500)));
        await EndAsync(site, "P-1");
        foreach (var (payable, agreed) in new[] { (400, 400), (100, 100) })
        {
            await LossAsync(site);
            var claim = (await ClaimsAsync(site)).Single(row => row.State == ClaimState.Candidate);
            await ActAsync(site, site.Manager, claim.Id, ClaimAction.Check);
            (await ClaimsAsync(site)).Single(row => row.Id == claim.Id).PayableAmount.ShouldBe(Money.FromYuan(payable));
            await ActAsync(site, site.Manager, claim.Id, ClaimAction.Notify);
            await ActAsync(site, site.Insurer, claim.Id, ClaimAction.Survey);
            await ActAsync(site, site.Insurer, claim.Id, ClaimAction.Agree, command => command with { AmountFen = agreed * 100 });
        }

        await LossAsync(site);
        var third = (await ClaimsAsync(site)).Single(row => row.State == ClaimState.Candidate);
        var refused = await Should.ThrowAsync<RuleViolation>(() => ActAsync(site, site.Manager, third.Id, ClaimAction.Check));
        (refused.Code, refused.Reason.Parameters["check"]).ShouldBe((RuleCodes.ClaimChecksFailed, ReasonCodes.CheckAggregate));

        // The same event under a second policy with the same cover.
        await InsureAsync(site, "P-3", site.Now, new Cover(CoverKind.Entrapment));
        await InsureAsync(site, "P-4", site.Now, new Cover(CoverKind.Entrapment));
        await LossAsync(site);
        var twins = (await ClaimsAsync(site)).Where(row => row.PolicyNumber is "P-3" or "P-4").ToList();
        twins.Count.ShouldBe(2);
        (await Should.ThrowAsync<RuleViolation>(() => ActAsync(site, site.Manager, twins[0].Id, ClaimAction.Check))).Reason.Parameters["check"].ShouldBe(ReasonCodes.CheckDuplicate);
    }

    [Fact]
    public async Task Another_insurers_claims_are_invisible_in_lists_detail_actions_pack_letters_and_files()
    {
        await using var site = await TestSite.StartAsync();
        var rival = await RivalAsync(site);
        // The rival insures the same lift, for another cover.
        await InsureAsync(site, "R-1", site.Now.AddDays(-30), rival.Actor.Organisation!.Value, new Cover(CoverKind.Repair));
        var claim = await NotifiedAsync(site);
        var letters = site.Get<ClaimLetters>();
        var digest = await letters.AddFileAsync(site.Manager, claim, "invoice.pdf", Pdf, default);
        await letters.WriteAsync(site.Manager, "k", claim, "The invoice.", [digest], default);

        (await site.Get<ClaimQueries>().ListAsync(site.Insurer.Scope, null, Paging.First, default)).Total.ShouldBe(1);
        (await site.Get<ClaimQueries>().ListAsync(rival.Scope, null, Paging.First, default)).Total.ShouldBe(0);
        (await site.ReadAsync(db => db.AssetsIn(rival.Scope).CountAsync())).ShouldBe(1, "it sees the lift that it insures");
        (await site.Get<ClaimQueries>().GetAsync(rival, claim, default)).ShouldBeNull();
        (await letters.OpenAsync(rival.Scope, claim, digest, default)).ShouldBeNull();
        foreach (var ask in new Func<Task>[]
        {
            () => ActAsync(site, rival, claim, ClaimAction.Survey),
            () => site.Get<ClaimPacks>().MakeAsync(rival, claim, Words, default),
            () => letters.WriteAsync(rival, "k", claim, "Ours?", [], default),
            () => letters.AddFileAsync(rival, claim, "x.pdf", Pdf, default),
        }) (await Should.ThrowAsync<RuleViolation>(ask)).Code.ShouldBe(OperationCodes.NotFound);

        // And of its own only the states that are its to set.
        (await site.Get<ClaimQueries>().GetAsync(site.Insurer, claim, default))!.Allowed.ShouldBe([ClaimAction.Survey, ClaimAction.Reject, ClaimAction.Comment], ignoreOrder: true);
        foreach (var action in new[] { ClaimAction.Withdraw, ClaimAction.Check, ClaimAction.Notify, ClaimAction.Appeal })
            (await Should.ThrowAsync<RuleViolation>(() => ActAsync(site, site.Insurer, claim, action))).Code.ShouldBe(RuleCodes.ClaimRight, action.ToString());
        (await Should.ThrowAsync<RuleViolation>(() => ActAsync(site, site.Manager, claim, ClaimAction.Survey))).Code.ShouldBe(RuleCodes.ClaimRight);
    }

    [Fact]
    public async Task Whoever_only_maintains_the_lift_sees_the_claim_and_doesnt_act_for_the_insured()
    {
        await using var site = await TestSite.StartAsync();
        var lifts = await site.AddUserAsync("lift-manager", Role.Firm, site.LiftFirm);
        await LossAsync(site);
        var claim = (await ClaimsAsync(site)).ShouldHaveSingleItem().Id;
        foreach (var action in new[] { ClaimAction.Check, ClaimAction.Reject, ClaimAction.Withdraw }) await RefusedAsync(() => ActAsync(site, lifts, claim, action, command => command with { Reason = "claim_reject.other" }));
        await ActAsync(site, site.Manager, claim, ClaimAction.Check);
        await RefusedAsync(() => ActAsync(site, lifts, claim, ClaimAction.Notify));
        await ActAsync(site, site.Manager, claim, ClaimAction.Notify);
        await RefusedAsync(() => site.Get<ClaimLetters>().WriteAsync(lifts, "k", claim, "Ours.", [], default));
        await RefusedAsync(() => site.Get<ClaimLetters>().AddFileAsync(lifts, claim, "x.pdf", Pdf, default));
        await ActAsync(site, site.Insurer, claim, ClaimAction.Reject, command => command with { Reason = "claim_reject.other" });
        await RefusedAsync(() => ActAsync(site, lifts, claim, ClaimAction.Appeal, command => command with { Note = "No." }));

        var detail = (await site.Get<ClaimQueries>().GetAsync(lifts, claim, default)).ShouldNotBeNull();
        (detail.MayWrite, detail.Allowed.ShouldHaveSingleItem()).ShouldBe((false, ClaimAction.Comment));
        await ActAsync(site, lifts, claim, ClaimAction.Comment, command => command with { Note = "The doors were forced." });
        await ActAsync(site, site.Manager, claim, ClaimAction.Appeal, command => command with { Note = "The doors were forced." });

        static async Task RefusedAsync(Func<Task> act) => (await Should.ThrowAsync<RuleViolation>(act)).Code.ShouldBe(RuleCodes.ClaimInsured);
    }

    [Fact]
    public async Task Firm_and_insurer_write_to_each_other_with_papers_and_nothing_is_changed_afterwards()
    {
        await using var site = await TestSite.StartAsync();
        await LossAsync(site);
        var claim = (await ClaimsAsync(site)).ShouldHaveSingleItem().Id;
        var letters = site.Get<ClaimLetters>();
        (await Should.ThrowAsync<RuleViolation>(() => letters.WriteAsync(site.Insurer, "k-0", claim, "What happened?", [], default))).Code.ShouldBe(RuleCodes.ClaimRight, "it isn't notified yet");
        await ActAsync(site, site.Manager, claim, ClaimAction.Check);
        await ActAsync(site, site.Manager, claim, ClaimAction.Notify);

        var digest = await letters.AddFileAsync(site.Insurer, claim, "../survey 1.pdf", Pdf, default);
        (await letters.AddFileAsync(site.Insurer, claim, "again.pdf", Pdf, default)).ShouldBe(digest);
        (await letters.WriteAsync(site.Insurer, "k-1", claim, " Please send the invoice. ", [digest], default)).ShouldBe(1);
        (await letters.WriteAsync(site.Insurer, "k-1", claim, "Please send the invoice.", [digest], default)).ShouldBe(1, "sent again");
        (await letters.WriteAsync(site.Manager, "k-1", claim, "Attached.", [], default)).ShouldBe(2);

        var detail = (await site.Get<ClaimQueries>().GetAsync(site.Manager, claim, default)).ShouldNotBeNull();
        detail.MayWrite.ShouldBeTrue();
        detail.Letters.Select(letter => (letter.Number, letter.From, letter.Words, letter.Files.Count)).ShouldBe([(1, ClaimSide.Insurer, "Please send the invoice.", 1), (2, ClaimSide.Insured, "Attached.", 0)]);
        detail.Letters[0].Files[0].Name.ShouldBe("survey 1.pdf");
        (detail.Letters[0].Person!.En, detail.Letters[0].Organisation!.En).ShouldBe(("insurer", "Haian Insurance"));
        var opened = (await letters.OpenAsync(site.Manager.Scope, claim, digest, default)).ShouldNotBeNull();
        await using (opened.Content) opened.File.MediaType.ShouldBe("application/pdf");
        (await site.Get<ClaimQueries>().GetAsync(site.Dispatcher, claim, default))!.MayWrite.ShouldBeFalse();

        await RefusedAsync(RuleCodes.ClaimLetterWords, () => letters.WriteAsync(site.Manager, "k-2", claim, "  ", [], default));
        await RefusedAsync(RuleCodes.ClaimLetterWords, () => letters.WriteAsync(site.Manager, "k-3", claim, new string('x', ClaimLetter.MaximumWords + 1), [], default));
        await RefusedAsync(RuleCodes.TooManyFiles, () => letters.WriteAsync(site.Manager, "k-4", claim, "x", [.. Enumerable.Range(0, 11).Select(n => $"{n}")], default));
        await RefusedAsync(OperationCodes.NotFound, () => letters.WriteAsync(site.Manager, "k-5", claim, "x", [new string('0', 64)], default));
        await RefusedAsync(OperationCodes.NotAPaper, () => letters.AddFileAsync(site.Manager, claim, "x.exe", "MZ"u8.ToArray(), default));
        await RefusedAsync(OperationCodes.FileTooLarge, () => letters.AddFileAsync(site.Manager, claim, "x.pdf", new byte[ClaimLetters.MaximumBytes + 1], default));
        await RefusedAsync(RuleCodes.ClaimRight, () => letters.WriteAsync(site.Dispatcher, "k-6", claim, "x", [], default));

        await site.Get<NoticePlanning>().RunAsync(default);
        (await InboxAsync(site, site.Manager)).ShouldContain(text => text.Contains("a new letter", StringComparison.Ordinal));
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "claim" && entry.Action == "Letter"))).ShouldBe(2);
        (await site.Get<AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();

        static async Task RefusedAsync(string code, Func<Task> act) => (await Should.ThrowAsync<RuleViolation>(act)).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Whoevers_turn_it_is_is_reminded_once_before_the_deadline_and_both_are_told_when_it_has_passed()
    {
        await using var site = await TestSite.StartAsync();
        await LossAsync(site);
        var row = (await ClaimsAsync(site)).ShouldHaveSingleItem();
        (row.DueBy, row.Turn).ShouldBe((row.LossAt.AddHours(48), ClaimSide.Insured));
        var reminders = site.Get<ClaimReminders>();
        await AtAsync(row.DueBy!.Value.AddHours(-24.1), 0);
        await AtAsync(row.DueBy.Value.AddHours(-24), 1);
        await AtAsync(row.DueBy.Value.AddSeconds(1), 1);
        await ActAsync(site, site.Manager, row.Id, ClaimAction.Check);
        await ActAsync(site, site.Manager, row.Id, ClaimAction.Notify);
        row = (await ClaimsAsync(site)).ShouldHaveSingleItem();
        (row.State, row.DueBy, row.Turn).ShouldBe((ClaimState.Notified, site.Now.AddDays(3), ClaimSide.Insurer));
        await AtAsync(row.DueBy!.Value.AddHours(-36), 1);
        await AtAsync(row.DueBy.Value.AddSeconds(1), 1);
        await ActAsync(site, site.Insurer, row.Id, ClaimAction.Survey);
        await AtAsync(site.Now.AddDays(26), 0);
        await ActAsync(site, site.Insurer, row.Id, ClaimAction.Agree, command => command with { AmountFen = 40_000 });
        await ActAsync(site, site.Insurer, row.Id, ClaimAction.Approve);
        await ActAsync(site, site.Insurer, row.Id, ClaimAction.Pay);
        await AtAsync(site.Now.AddDays(40), 0);

        var told = await site.ReadAsync(db => db.Notices.Where(notice => notice.Kind == NoticeKind.ClaimDue).OrderBy(notice => notice.Id).ToListAsync());
        told.Select(notice => notice.Detail.Code).ShouldBe(["claim.due", "claim.late", "claim.due", "claim.late"]);
        var (firm, insurer) = (site.Manager.User!.Value, site.Insurer.User!.Value);
        told.Select(notice => notice.Recipients.Count).ShouldBe([1, 1, 1, 2]);
        told[0].Recipients.ShouldBe([firm]);
        told[2].Recipients.ShouldBe([insurer]);
        await site.Get<NoticePlanning>().RunAsync(default);
        (await InboxAsync(site, site.Insurer)).Count(text => text.Contains("is late", StringComparison.Ordinal)).ShouldBe(1);

        async Task AtAsync(DateTimeOffset at, int count)
        {
            site.Time.AdvanceTo(at);
            (await reminders.RunAsync(default)).ShouldBe(count, at.ToString("o"));
            (await reminders.RunAsync(default)).ShouldBe(0, "once");
        }
    }

    private static async Task<(DateTimeOffset T0, Detection.Finding Raised, FaultId Fault)> TrapAsync(TestSite site)
    {
        var t0 = site.Now;
        var raised = site.Raise(site.Lift, "entrapment", "entrapment", "occupied");
        await site.ApplyAsync(raised);
        var fault = (await site.FaultsAsync()).Single(row => row.Family == FaultFamilies.Entrapment);
        return (t0, raised, fault.Id);
    }

    private static void Pass(TestSite site, DateTimeOffset t0, TimeSpan time)
    {
        site.Report(site.Lift, t0, t0 + time);
        site.Time.AdvanceTo(t0 + time);
    }

    /// <summary>Two people for 40 minutes, from found to closed, a day later.</summary>
    private static async Task LossAsync(TestSite site)
    {
        var (t0, raised, id) = await TrapAsync(site);
        Pass(site, t0, TimeSpan.FromMinutes(40));
        await site.ApplyAsync(site.Clear(raised));
        await site.ActAsync(site.Crew, id, FaultAction.Acknowledge);
        await site.ActAsync(site.Crew, id, FaultAction.RecordPersons, command => command with { Persons = 2 });
        await site.ActAsync(site.Dispatcher, id, FaultAction.Reject, command => command with { Reason = "reject.other" });
        await site.Get<ClaimTrigger>().RunAsync(default);
    }

    private async Task<ClaimId> NotifiedAsync(TestSite site)
    {
        await LossAsync(site);
        var claim = (await ClaimsAsync(site)).ShouldHaveSingleItem().Id;
        await ActAsync(site, site.Manager, claim, ClaimAction.Check);
        await ActAsync(site, site.Manager, claim, ClaimAction.Notify);
        return claim;
    }

    private Task<ClaimState> ActAsync(TestSite site, Caller who, ClaimId claim, ClaimAction action, Func<ClaimCommand, ClaimCommand>? with = null)
    {
        var command = new ClaimCommand { Action = action, Key = $"c-{_keys++}" };
        return site.Get<ClaimActions>().ActAsync(who, claim, with?.Invoke(command) ?? command, default);
    }

    private static Task InsureAsync(TestSite site, string number, DateTimeOffset from, params Cover[] covers) => InsureAsync(site, number, from, site.Insurer.Actor.Organisation!.Value, covers);

    private static Task InsureAsync(TestSite site, string number, DateTimeOffset from, OrganisationId insurer, params Cover[] covers) => site.Get<FacilitiesWriter>().WriteAsync((unit, _) =>
    {
        unit.Db.Policies.Add(new Policy(number, insurer, site.Manager.Actor.Organisation!.Value, [site.Lift], new PolicyTerms(1, from, from.AddYears(1), covers)));
        return Task.CompletedTask;
    }, default);

    private static Task EndAsync(TestSite site, string number) => site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        (await unit.Db.Policies.FirstAsync(policy => policy.Number == number, token)).End(site.Now, site.Manager.Actor, site.Now), default);

    private static async Task<Caller> RivalAsync(TestSite site)
    {
        var rival = new Organisation(OrganisationKind.Insurer, "平山保险", "Pingshan Insurance");
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            unit.Db.Organisations.Add(rival);
            await unit.Db.SaveChangesAsync(token);
        }, default);
        return await site.AddUserAsync("rival", Role.Insurer, rival.Id);
    }

    private static async Task<IReadOnlyList<ClaimRow>> ClaimsAsync(TestSite site) => (await site.Get<ClaimQueries>().ListAsync(Scope.Everything, null, Paging.First, default)).Items;

    private static async Task<IReadOnlyList<string>> InboxAsync(TestSite site, Caller who) =>
        [.. (await site.Get<Inbox>().ListAsync(who, System.Globalization.CultureInfo.GetCultureInfo("en"), 0, default)).Items.Select(row => row.Text)];
}
