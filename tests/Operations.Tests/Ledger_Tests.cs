using System.Globalization;
using System.Text;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Contracts;
using Facilities.Domain.Faults;
using Facilities.Domain.Funds;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;
using Facilities.Operations.Claims;
using Facilities.Operations.Exports;
using Facilities.Operations.Funds;
using Facilities.Operations.Public;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>What is booked from facts, what people enter, and that nothing is ever changed. Site time begins on 2026-03-02, 10:00 in China.</summary>
public sealed class Ledger_Tests
{
    private static readonly byte[] Bill = [.. "%PDF-1.4 bill"u8];
    private static readonly Quarter Running = Quarter.Of(new DateOnly(2026, 3, 2));
    private int _keys;

    [Fact]
    public async Task Premiums_repairs_and_payouts_are_booked_once_and_newer_parts_take_the_older_back()
    {
        await using var site = await TestSite.StartAsync();
        var booking = site.Get<LedgerBooking>();
        await InsureAsync(site, "P-2", Money.FromYuan(100.01m), [site.Lift, site.FirePump, site.OtherLift]);
        (await booking.RunAsync(default)).ShouldBe(2, "one for each community");
        (await booking.RunAsync(default)).ShouldBe(0, "once");
        (await EntriesAsync(site)).Select(entry => (entry.Kind, entry.Account, entry.Amount)).ShouldBe(
            [(LedgerKind.Premium, PremiumSource.FundGains, Money.FromYuan(66.68m)), (LedgerKind.Premium, PremiumSource.FundGains, Money.FromYuan(33.33m))], ignoreOrder: true);

        var fault = await RepairAsync(site, 1240);
        (await booking.RunAsync(default)).ShouldBe(1);
        await site.ActAsync(site.Crew, fault, FaultAction.RecordParts, command => command with { Parts = [new PartUsed("Contactor", 1, Money.FromYuan(620.5m))] });
        (await booking.RunAsync(default)).ShouldBe(2, "the old one is taken back");
        (await booking.RunAsync(default)).ShouldBe(0);
        var repairs = (await EntriesAsync(site)).Where(entry => entry.Kind == LedgerKind.Repair).ToList();
        repairs.Select(entry => entry.Amount).ShouldBe([Money.FromYuan(1240), Money.FromYuan(-1240), Money.FromYuan(620.5m)], ignoreOrder: true);
        repairs.Single(entry => entry.Reverses is not null).Reverses.ShouldBe(repairs.Single(entry => entry.Amount == Money.FromYuan(1240)).Id);

        await PayAsync(site);
        (await booking.RunAsync(default)).ShouldBe(1);
        var statement = await site.Get<LedgerQueries>().StatementAsync(site.Manager, null, Running, default);
        (statement.Came, statement.Cost, statement.Total).ShouldBe((Money.FromYuan(400), Money.FromYuan(66.68m + 620.5m), 5));
        statement.Entries.Single(entry => entry.Kind == LedgerKind.Payout).Link!.ShouldStartWith("/claims/");
        var lift = statement.Assets.Single(asset => asset.Place.Id == site.Lift);
        (lift.Repairs, lift.Payouts).ShouldBe((Money.FromYuan(620.5m), Money.FromYuan(400)));
        lift.Premium.ShouldBeInRange(Money.FromYuan(2m), Money.FromYuan(4m), "its third of the year's premium, for 30 days of the quarter");
        lift.UseUnit.ShouldBe("trip");
        (await site.Get<LedgerQueries>().StatementAsync(site.Manager, null, Running, default, most: 1)).Assets.Count.ShouldBe(1, "and telemetry is asked for one");
        lift.PerUse.ShouldBe(Math.Round(lift.Net.Yuan / (decimal)lift.Use!.Value, 4));

        var shown = (await site.Get<PublicPages>().GetAsync("wanghai", default))!.Spending[0];
        (shown.Repairs, shown.Parts, shown.Claims, shown.Paid).ShouldBe((1, Money.FromYuan(620.5m), 1, Money.FromYuan(400)), "the public page says what the ledger says");
        (await site.Get<AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "ledger"))).ShouldBe(6);
    }

    [Fact]
    public async Task A_premium_above_what_people_enter_is_booked_and_a_fact_that_cant_be_holds_up_no_other()
    {
        await using var site = await TestSite.StartAsync();
        var booking = site.Get<LedgerBooking>();
        await InsureAsync(site, "P-2", Money.FromYuan(11_300_000), [site.Lift]);
        (await booking.RunAsync(default)).ShouldBe(1, "80 lifts for 15 years");
        await RepairAsync(site, 1240);
        await PayAsync(site);
        await SetAgreedAsync(-1);
        (await booking.RunAsync(default)).ShouldBe(1, "the repair");
        (await booking.RunAsync(default)).ShouldBe(0);
        await SetAgreedAsync(40_000);
        site.Time.Advance(TimeSpan.FromHours(2));
        (await booking.RunAsync(default)).ShouldBe(1, "the payout, once it can be");
        site.Time.Advance(TimeSpan.FromDays(2));
        (await booking.RunAsync(default)).ShouldBe(0);
        (await EntriesAsync(site)).Select(entry => (entry.Kind, entry.Amount)).ShouldBe(
            [(LedgerKind.Premium, Money.FromYuan(11_300_000)), (LedgerKind.Repair, Money.FromYuan(1240)), (LedgerKind.Payout, Money.FromYuan(400))]);

        Task SetAgreedAsync(long fen) => site.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE claims SET agreed_amount = {fen}"));
    }

    [Fact]
    public async Task Parts_that_turn_out_to_cost_nothing_take_the_earlier_entry_back_and_add_none()
    {
        await using var site = await TestSite.StartAsync();
        var booking = site.Get<LedgerBooking>();
        var fault = await RepairAsync(site, 0);
        (await booking.RunAsync(default)).ShouldBe(0, "nothing to take back");
        await EnterAsync(1240);
        (await booking.RunAsync(default)).ShouldBe(1);
        await EnterAsync(0);
        (await booking.RunAsync(default)).ShouldBe(1);
        (await booking.RunAsync(default)).ShouldBe(0, "once");
        await EnterAsync(99);
        (await booking.RunAsync(default)).ShouldBe(1, "and anew");
        (await EntriesAsync(site)).Select(entry => entry.Amount).ShouldBe([Money.FromYuan(1240), Money.FromYuan(-1240), Money.FromYuan(99)]);

        Task EnterAsync(decimal yuan) => site.ActAsync(site.Crew, fault, FaultAction.RecordParts, command => command with { Parts = [new PartUsed("Contactor", 1, Money.FromYuan(yuan))] });
    }

    [Fact]
    public async Task An_entry_by_hand_needs_its_paper_and_is_reversed_never_changed()
    {
        await using var site = await TestSite.StartAsync();
        var (book, home) = (site.Get<LedgerBook>(), await HomeAsync(site));
        var paper = await book.AddDocumentAsync(site.Manager, home, "gains.pdf", Bill, default);
        var draft = new LedgerDraft(home, null, LedgerKind.FundGains, PremiumSource.FundGains, Money.FromYuan(8_123.45m), new DateOnly(2026, 3, 1), "Interest of February", paper);

        var id = await book.EnterAsync(site.Manager, "k-1", draft, default);
        (await book.EnterAsync(site.Manager, "k-1", draft, default)).ShouldBe(id, "sent again");
        await RefusedAsync(RuleCodes.LedgerDocument, draft with { Document = null });
        await RefusedAsync(RuleCodes.LedgerDocument, draft with { Document = new string('0', 64) });
        await RefusedAsync(RuleCodes.LedgerAmount, draft with { Amount = Money.Zero });
        await RefusedAsync(RuleCodes.LedgerAmount, draft with { Amount = new Money(-1) });
        await RefusedAsync(RuleCodes.LedgerAmount, draft with { Amount = LedgerEntry.Largest + new Money(1) });
        await RefusedAsync(RuleCodes.LedgerWords, draft with { Words = " " });
        await RefusedAsync(RuleCodes.LedgerDay, draft with { On = new DateOnly(2026, 3, 3) });
        await RefusedAsync(OperationCodes.NotFound, draft with { Asset = site.OtherLift });
        (await Should.ThrowAsync<RuleViolation>(() => book.AddDocumentAsync(site.Manager, home, "x", "MZ"u8.ToArray(), default))).Code.ShouldBe(OperationCodes.NotAPaper);
        foreach (var other in new[] { site.Dispatcher, site.Regulator, site.Insurer, site.Crew }) (await Should.ThrowAsync<RuleViolation>(() => book.EnterAsync(other, "k", draft, default))).Code.ShouldBe(RuleCodes.RightMissing);
        var elsewhere = await site.AddUserAsync("other-manager", Role.Firm, site.Stranger.Actor.Organisation);
        (await Should.ThrowAsync<RuleViolation>(() => book.EnterAsync(elsewhere, "k", draft, default))).Code.ShouldBe(OperationCodes.NotFound);

        var back = await book.ReverseAsync(site.Manager, "k-2", id, "Booked twice", default);
        (await Should.ThrowAsync<RuleViolation>(() => book.ReverseAsync(site.Manager, "k-3", id, "again", default))).Code.ShouldBe(RuleCodes.LedgerReversal);
        (await Should.ThrowAsync<RuleViolation>(() => book.ReverseAsync(site.Manager, "k-4", back, "back again", default))).Code.ShouldBe(RuleCodes.LedgerReversal);
        var statement = await site.Get<LedgerQueries>().StatementAsync(site.Regulator, home, Running, default);
        (statement.Came, statement.Total).ShouldBe((Money.Zero, 2));
        statement.Entries.Select(entry => (entry.Id, entry.Reverses, entry.ReversedBy, entry.Document)).ShouldBe([(back, id, null, null), (id, null, back, "gains.pdf")], ignoreOrder: true);
        var opened = (await site.Get<LedgerQueries>().OpenAsync(site.Regulator, id, default)).ShouldNotBeNull();
        await using (opened.Content) opened.MediaType.ShouldBe("application/pdf");
        await Should.ThrowAsync<InvalidOperationException>(() => site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) => unit.Db.LedgerEntries.Remove(await unit.Db.LedgerEntries.FirstAsync(token)), default));

        async Task RefusedAsync(string code, LedgerDraft wrong) => (await Should.ThrowAsync<RuleViolation>(() => book.EnterAsync(site.Manager, $"r-{_keys++}", wrong, default))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Only_whoever_sees_whole_communities_sees_their_ledger_and_the_export_has_every_entry()
    {
        await using var site = await TestSite.StartAsync();
        var (book, home, queries) = (site.Get<LedgerBook>(), await HomeAsync(site), site.Get<LedgerQueries>());
        var paper = await book.AddDocumentAsync(site.Manager, home, "bill.pdf", Bill, default);
        var id = await book.EnterAsync(site.Manager, "k-1", new LedgerDraft(home, site.Lift, LedgerKind.Repair, PremiumSource.PublicRevenue, Money.FromYuan(12.3m), new DateOnly(2026, 3, 2), "Cable", paper), default);

        foreach (var seeing in new[] { site.Manager, site.Regulator, site.Admin }) (await queries.StatementAsync(seeing, null, Running, default)).Total.ShouldBe(1, seeing.Role.ToString());
        var lifts = await site.AddUserAsync("lift-manager", Role.Firm, site.LiftFirm);
        var elsewhere = await site.AddUserAsync("other-manager", Role.Firm, site.Stranger.Actor.Organisation);
        foreach (var blind in new[] { lifts, elsewhere })
        {
            (await queries.StatementAsync(blind, null, Running, default)).ShouldSatisfyAllConditions(statement => statement.Total.ShouldBe(0), statement => statement.Assets.ShouldBeEmpty());
            (await queries.StatementAsync(blind, home, Running, default)).Total.ShouldBe(0);
            (await queries.OpenAsync(blind, id, default)).ShouldBeNull();
        }

        foreach (var refused in new[] { site.Insurer, site.Crew, site.Dispatcher }) (await Should.ThrowAsync<RuleViolation>(() => queries.StatementAsync(refused, null, Running, default))).Code.ShouldBe(RuleCodes.RightMissing);
        var output = new MemoryStream();
        await (await site.Get<LedgerExport>().TableAsync(site.Manager, null, Running, CultureInfo.GetCultureInfo("en"), default)).WriteAsync(ExportFormat.Csv, output, default);
        var lines = Encoding.UTF8.GetString(output.ToArray()[3..]).Split("\r\n");
        lines[0].ShouldStartWith("Number,Day,Community,Asset,Kind,Account,Amount (yuan)");
        lines[1].ShouldStartWith("1,2026-03-02,Wanghai Flats,Lift 1,Repair,Public revenue,12.3,,Cable,bill.pdf");
    }

    private static Task<List<LedgerEntry>> EntriesAsync(TestSite site) => site.ReadAsync(db => db.LedgerEntries.AsNoTracking().OrderBy(entry => entry.Id).ToListAsync());

    private static Task<CommunityId> HomeAsync(TestSite site) => site.ReadAsync(db => db.Assets.Where(asset => asset.Id == site.Lift).Select(asset => asset.CommunityId).SingleAsync());

    private static Task InsureAsync(TestSite site, string number, Money premium, IReadOnlyList<AssetId> assets) => site.Get<FacilitiesWriter>().WriteAsync((unit, _) =>
    {
        unit.Db.Policies.Add(new Policy(
            number, site.Insurer.Actor.Organisation!.Value, site.Manager.Actor.Organisation!.Value, assets, new PolicyTerms(1, site.Now, site.Now.AddYears(1), [new Cover(CoverKind.Repair)]), premium, PremiumSource.FundGains, "91350100M000100Y43"));
        return Task.CompletedTask;
    }, default);

    private static async Task<FaultId> RepairAsync(TestSite site, decimal yuan)
    {
        await site.ApplyAsync(site.Raise(site.Lift, "mains-off", "supply", "mains_ok"));
        var fault = (await site.OnlyFaultAsync()).Id;
        await site.ActAsync(site.Dispatcher, fault, FaultAction.Accept);
        await site.ActAsync(site.Dispatcher, fault, FaultAction.Dispatch, command => command with { Firm = site.LiftFirm });
        foreach (var action in new[] { FaultAction.Acknowledge, FaultAction.Arrive, FaultAction.StartFix }) await site.ActAsync(site.Crew, fault, action);
        await site.ActAsync(site.Crew, fault, FaultAction.RecordParts, command => command with { Parts = [new PartUsed("Contactor", 1, Money.FromYuan(yuan))] });
        return fault;
    }

    /// <summary>Two people for 40 minutes, from found to paid.</summary>
    private async Task PayAsync(TestSite site)
    {
        var t0 = site.Now;
        var raised = site.Raise(site.Lift, "entrapment", "entrapment", "occupied");
        await site.ApplyAsync(raised);
        var fault = (await site.FaultsAsync()).Single(row => row.Family == FaultFamilies.Entrapment).Id;
        site.Report(site.Lift, t0, t0.AddMinutes(40));
        site.Time.AdvanceTo(t0.AddMinutes(40));
        await site.ApplyAsync(site.Clear(raised));
        await site.ActAsync(site.Crew, fault, FaultAction.Acknowledge);
        await site.ActAsync(site.Crew, fault, FaultAction.RecordPersons, command => command with { Persons = 2 });
        var claim = (await site.Get<ClaimQueries>().ListAsync(Scope.Everything, null, Paging.First, default)).Items.ShouldHaveSingleItem().Id;
        foreach (var (who, action) in new (Caller, ClaimAction)[]
        {
            (site.Manager, ClaimAction.Check), (site.Manager, ClaimAction.Notify), (site.Insurer, ClaimAction.Survey), (site.Insurer, ClaimAction.Agree), (site.Insurer, ClaimAction.Approve), (site.Insurer, ClaimAction.Pay),
        }) await site.Get<ClaimActions>().ActAsync(who, claim, new ClaimCommand { Action = action, Key = $"c-{_keys++}", AmountFen = 40_000 }, default);
    }
}
