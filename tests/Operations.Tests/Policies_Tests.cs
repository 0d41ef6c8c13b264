using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Insurance;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;
using Facilities.Operations.Claims;
using Facilities.Operations.Notifications;
using Facilities.Operations.Notifications.Planning;
using Facilities.Operations.Policies;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>Who records policies and who sees them, that nothing changes backwards, and who is told of their end. Site time begins on 2026-03-02, 10:00 in China.</summary>
public sealed class Policies_Tests
{
    private const string Code = "91350100M000100Y43";
    private static readonly DateOnly Today = new(2026, 3, 2);
    private int _keys;

    [Fact]
    public async Task A_policy_is_recorded_once_with_its_covers_and_the_committees_code_checked()
    {
        await using var site = await TestSite.StartAsync();
        var book = site.Get<PolicyBook>();
        var insurer = await InsurerOfAsync(site, "P-1");
        var draft = new PolicyDraft("HA-7", insurer, null, [site.Lift, site.FirePump], PremiumSource.FundGains, Code, Terms(Today, Today.AddYears(1).AddDays(-1)));

        var id = await book.RecordAsync(site.Manager, "k-1", draft, default);
        (await book.RecordAsync(site.Manager, "k-1", draft, default)).ShouldBe(id, "sent again");

        var detail = (await site.Get<PolicyQueries>().GetAsync(site.Manager, id, default)).ShouldNotBeNull();
        (detail.Row.Number, detail.Row.State, detail.Row.Premium, detail.Row.Source, detail.Row.CommitteeCode, detail.Row.Assets, detail.MayManage)
            .ShouldBe(("HA-7", PolicyState.InForce, Money.FromYuan(7000), PremiumSource.FundGains, Code, 2, true));
        var terms = detail.Terms.ShouldHaveSingleItem();
        (terms.Version, terms.From, terms.Until, terms.Premium).ShouldBe((1, SiteDay.Start(Today), SiteDay.Start(Today.AddYears(1)), Money.FromYuan(7000)));
        var cover = terms.Covers[0];
        (cover.Kind, cover.EventLimit, cover.AggregateLimit, cover.Left, cover.Deductible, cover.WaitingPeriod, cover.NotifyWithin, cover.MaximumAgeYears)
            .ShouldBe((CoverKind.OutOfService, Money.FromYuan(5000), Money.FromYuan(20_000), Money.FromYuan(20_000), Money.FromYuan(100), TimeSpan.FromDays(7), TimeSpan.FromHours(24), 15));
        cover.Benefits.ShouldBe([Money.FromYuan(500), Money.FromYuan(1500)]);
        detail.Row.Holder!.En.ShouldBe("Hechang", "who runs the community");

        await RefusedAsync(RuleCodes.PolicyNumberTaken, draft);
        await RefusedAsync(RuleCodes.PolicyCreditCode, draft with { Number = "HA-8", CommitteeCode = "91350100M000100Y44" });
        await RefusedAsync(RuleCodes.PolicyAssets, draft with { Number = "HA-8", Assets = [] });
        await RefusedAsync(OperationCodes.NotFound, draft with { Number = "HA-8", Assets = [site.Lift, site.OtherLift] }, "not a community that the firm runs");
        await RefusedAsync(OperationCodes.NotFound, draft with { Number = "HA-8", Insurer = site.LiftFirm }, "no insurer");
        await RefusedAsync(RuleCodes.PolicyHolder, draft with { Number = "HA-8", Holder = site.LiftFirm });
        await RefusedAsync(RuleCodes.PolicyFigure, draft with { Number = "HA-8", Terms = Terms(Today, Today.AddDays(9), new CoverDraft(CoverKind.Flood, Money.Zero, null, default, 0, null, [], null)) });
        await RefusedAsync(RuleCodes.PolicyFigure, draft with { Number = "HA-8", Terms = Terms(Today, Today.AddDays(9)) with { NoClaimBonusPercent = 101 } });
        await RefusedAsync(RuleCodes.PolicyPremium, draft with { Number = "HA-8", Terms = Terms(Today, Today.AddDays(9)) with { Premium = PolicyTerms.LargestPremium + new Money(1) } });
        await RefusedAsync(RuleCodes.PolicyExclusion, draft with { Number = "HA-8", Terms = Terms(Today, Today.AddDays(9)) with { Exclusions = ["hail"] } });
        await RefusedAsync(RuleCodes.PeriodReversed, draft with { Number = "HA-8", Terms = Terms(Today, Today.AddDays(-1)) });
        await RefusedAsync(RuleCodes.PolicyTerm, draft with { Number = "HA-8", Terms = Terms(Today, Today.AddYears(21)) });
        foreach (var other in new[] { site.Dispatcher, site.Insurer, site.Regulator, site.Crew })
            (await Should.ThrowAsync<RuleViolation>(() => book.RecordAsync(other, "k", draft with { Number = "HA-8" }, default))).Code.ShouldBe(RuleCodes.RightMissing, other.Role.ToString());
        (await site.ReadAsync(db => db.Policies.CountAsync())).ShouldBe(2, "nothing of what was refused");
        (await site.ReadAsync(db => db.AuditEntries.Where(entry => entry.Subject == "policy").Select(entry => entry.Action).ToListAsync())).ShouldBe(["Record"]);
        (await site.Get<AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();

        async Task RefusedAsync(string code, PolicyDraft wrong, string? why = null) =>
            (await Should.ThrowAsync<RuleViolation>(() => book.RecordAsync(site.Manager, $"r-{_keys++}", wrong, default), why)).Code.ShouldBe(code, why);
    }

    [Fact]
    public async Task Terms_are_renewed_and_changed_ahead_only_and_an_end_stands()
    {
        await using var site = await TestSite.StartAsync();
        var (book, queries) = (site.Get<PolicyBook>(), site.Get<PolicyQueries>());
        var id = await IdOfAsync(site, "P-1");
        (await CodeOfAsync(() => book.ChangeTermsAsync(site.Manager, "k-1", id, Terms(Today, Today.AddYears(1)), default))).ShouldBe(RuleCodes.PolicyTerms, "today has begun");
        (await book.ChangeTermsAsync(site.Manager, "k-2", id, Terms(Today.AddDays(1), Today.AddYears(1)) with { Premium = Money.Zero }, default)).ShouldBe(2);
        (await book.ChangeTermsAsync(site.Manager, "k-2", id, Terms(Today.AddDays(1), Today.AddYears(1)), default)).ShouldBe(2, "sent again");

        var detail = (await queries.GetAsync(site.Insurer, id, default)).ShouldNotBeNull();
        detail.Row.Version.ShouldBe(1, "the first still holds");
        detail.MayManage.ShouldBeFalse();
        site.Time.Advance(TimeSpan.FromDays(1));
        (await queries.GetAsync(site.Insurer, id, default))!.Row.Version.ShouldBe(2);

        (await CodeOfAsync(() => book.EndAsync(site.Manager, "k-3", id, Today.AddDays(-3), default))).ShouldBe(RuleCodes.PolicyEnd);
        await book.EndAsync(site.Manager, "k-4", id, Today.AddDays(9), default);
        (await CodeOfAsync(() => book.EndAsync(site.Manager, "k-5", id, Today.AddDays(20), default))).ShouldBe(RuleCodes.PolicyEnded);
        (await CodeOfAsync(() => book.ChangeTermsAsync(site.Manager, "k-6", id, Terms(Today.AddDays(30), Today.AddYears(1)), default))).ShouldBe(RuleCodes.PolicyEnded);
        (await queries.GetAsync(site.Manager, id, default))!.Row.ExpiresAt.ShouldBe(SiteDay.Start(Today.AddDays(10)));
        (await site.ReadAsync(db => db.AssetsIn(site.Insurer.Scope).CountAsync())).ShouldBe(1, "still in force");

        site.Time.Advance(TimeSpan.FromDays(12));
        (await queries.ListAsync(site.Manager, PolicyState.Over, Paging.First, default)).Items.ShouldHaveSingleItem().Number.ShouldBe("P-1");
        var over = (await site.Get<Callers>().FindAsync(site.Insurer.User!.Value.ToString(), default))!;
        (await site.ReadAsync(db => db.AssetsIn(over.Scope).CountAsync())).ShouldBe(0, "nothing is insured any more");
        var t0 = site.Now;
        await site.ApplyAsync(site.Raise(site.Lift, "entrapment", "entrapment", "occupied"));
        site.Report(site.Lift, t0, t0.AddMinutes(40));
        site.Time.Advance(TimeSpan.FromMinutes(40));
        (await site.Get<ClaimTrigger>().RunAsync(default)).ShouldBe(0, "no cover");
    }

    [Fact]
    public async Task An_insurer_sees_its_own_portfolio_only_and_others_what_covers_their_assets()
    {
        await using var site = await TestSite.StartAsync();
        var (book, queries) = (site.Get<PolicyBook>(), site.Get<PolicyQueries>());
        var rival = await AddInsurerAsync(site);
        var second = await book.RecordAsync(site.Manager, "k-1", new PolicyDraft("R-1", rival.Actor.Organisation!.Value, null, [site.FirePump], PremiumSource.PropertyFirm, null, Terms(Today, Today.AddYears(1))), default);

        (await NumbersAsync(site.Insurer)).ShouldBe(["P-1"]);
        (await NumbersAsync(rival)).ShouldBe(["R-1"]);
        (await queries.GetAsync(site.Insurer, second, default)).ShouldBeNull();
        (await NumbersAsync(site.Manager)).ShouldBe(["P-1", "R-1"], ignoreOrder: true);
        (await NumbersAsync(site.Stranger)).ShouldBeEmpty();
        (await Should.ThrowAsync<RuleViolation>(() => queries.ListAsync(site.Crew, null, Paging.First, default))).Code.ShouldBe(RuleCodes.RightMissing);
        var elsewhere = await site.AddUserAsync("other-manager", Role.Firm, site.Stranger.Actor.Organisation);
        (await CodeOfAsync(() => book.EndAsync(elsewhere, "k", second, Today, default))).ShouldBe(OperationCodes.NotFound);
        var lifts = await site.AddUserAsync("lift-manager", Role.Firm, site.LiftFirm);
        (await NumbersAsync(lifts)).ShouldBe(["P-1"], "whoever maintains the lift sees its cover");
        (await CodeOfAsync(() => book.EndAsync(lifts, "k", new PolicyId(1), Today, default))).ShouldBe(OperationCodes.NotFound, "and changes nothing");

        (await book.IncludeAsync(site.Manager, "k-2", second, [site.Lift], default)).ShouldBe(2);
        (await queries.GetAsync(rival, second, default))!.Assets.Select(asset => asset.CoveredFrom).ShouldBe([null, site.Now], ignoreOrder: true);
        (await NumbersAsync(lifts)).ShouldBe(["P-1", "R-1"], ignoreOrder: true);

        async Task<IReadOnlyList<string>> NumbersAsync(Caller who) => [.. (await queries.ListAsync(who, null, Paging.First, default)).Items.Select(row => row.Number)];
    }

    [Fact]
    public async Task The_end_is_told_sixty_thirty_and_seven_days_ahead_and_once_over_and_a_renewal_ends_it()
    {
        await using var site = await TestSite.StartAsync();
        var warnings = site.Get<PolicyWarnings>();
        var end = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await AtAsync(-60.01, 0);
        await AtAsync(-60, 60);
        await AtAsync(-30.01, 0);
        await AtAsync(-30, 30);
        await AtAsync(-7, 7);
        (await site.Get<PolicyBook>().ChangeTermsAsync(site.Manager, "k-1", new PolicyId(1), Terms(new DateOnly(2027, 1, 1), new DateOnly(2027, 12, 31)), default)).ShouldBe(2);
        await AtAsync(0.5, 0);
        site.Time.AdvanceTo(SiteDay.Start(new DateOnly(2028, 1, 1)));
        (await warnings.RunAsync(default)).ShouldBe(1, "over");
        (await warnings.RunAsync(default)).ShouldBe(0);

        var told = await site.ReadAsync(db => db.Notices.Where(notice => notice.Kind == NoticeKind.PolicyExpires).OrderBy(notice => notice.Id).ToListAsync());
        told.Select(notice => notice.Step).ShouldBe([60, 30, 7, 0]);
        told[0].Recipients.ShouldBe([site.Manager.User!.Value, site.Insurer.User!.Value], ignoreOrder: true);
        await site.Get<NoticePlanning>().RunAsync(default);
        (await site.Get<Inbox>().ListAsync(site.Manager, System.Globalization.CultureInfo.GetCultureInfo("en"), 0, default)).Items.Select(row => row.Text)
            .ShouldBe(["Policy P-1 ended on 2027-12-31: later losses are not covered", "Policy P-1 ends on 2027-01-01", "Policy P-1 ends on 2027-01-01", "Policy P-1 ends on 2027-01-01"]);

        async Task AtAsync(double days, int step)
        {
            site.Time.AdvanceTo(end.AddDays(days));
            (await warnings.RunAsync(default)).ShouldBe(step > 0 ? 1 : 0, $"{days}");
            (await warnings.RunAsync(default)).ShouldBe(0, "once");
        }
    }

    [Fact]
    public async Task A_thousand_policies_with_nobody_to_tell_and_a_firm_with_many_managers_crowd_nobody_out()
    {
        await using var site = await TestSite.StartAsync();
        var (lonely, rival) = (new Organisation(OrganisationKind.Insurer, "远山保险", "Yuanshan Insurance"), await AddInsurerAsync(site));
        var (firm, other) = (site.Manager.Actor.Organisation!.Value, site.Stranger.Actor.Organisation!.Value);
        for (var n = 0; n < 21; n++) await site.AddUserAsync($"manager-{n}", Role.Firm, firm);
        var last = await site.AddUserAsync("rival-2", Role.Insurer, rival.Actor.Organisation);
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            unit.Db.Organisations.Add(lonely);
            await unit.Db.SaveChangesAsync(token);
            for (var n = 0; n < 1_001; n++) unit.Db.Policies.Add(Ending($"N-{n}", lonely.Id, other, site.OtherLift));
            await unit.Db.SaveChangesAsync(token);
            unit.Db.Policies.Add(Ending("L-1", rival.Actor.Organisation!.Value, firm, site.Lift));
        }, default);

        (await site.Get<PolicyWarnings>().RunAsync(default)).ShouldBe(1);
        (await site.Get<PolicyWarnings>().RunAsync(default)).ShouldBe(0);
        var told = (await site.ReadAsync(db => db.Notices.Where(notice => notice.Kind == NoticeKind.PolicyExpires).ToListAsync())).ShouldHaveSingleItem().Recipients;
        (told.Count, told.Contains(rival.User!.Value), told.Contains(last.User!.Value)).ShouldBe((22, true, true), "20 of the firm, both of the insurer");

        Policy Ending(string number, OrganisationId insurer, OrganisationId holder, AssetId asset) =>
            new(number, insurer, holder, [asset], new PolicyTerms(1, site.Now.AddDays(-300), site.Now.AddDays(20), [new Cover(CoverKind.Entrapment)]));
    }

    [Fact]
    public async Task Who_sees_some_of_a_policys_assets_sees_their_claims_only_and_not_what_is_left()
    {
        await using var site = await TestSite.StartAsync();
        var (book, queries) = (site.Get<PolicyBook>(), site.Get<PolicyQueries>());
        var id = await book.RecordAsync(site.Manager, "k-1", new PolicyDraft("G-1", await InsurerOfAsync(site, "P-1"), null, [site.Lift, site.FirePump], PremiumSource.PropertyFirm, null, Terms(Today, Today.AddYears(1))), default);
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var policy = await unit.Db.Policies.FirstAsync(item => item.Id == id, token);
            var home = await unit.Db.Assets.Where(asset => asset.Id == site.Lift).Select(asset => asset.CommunityId).FirstAsync(token);
            unit.Db.Claims.Add(Claim.Propose(new ClaimProposal("C-2026-0001", policy, CoverKind.OutOfService, site.Lift, home, null, "loss:1", site.Now, null), site.Now));
        }, default);
        var fire = await site.ReadAsync(db => db.Contracts.Where(contract => contract.AssetId == site.FirePump).Select(contract => contract.FirmId).SingleAsync());

        (await FiguresAsync(site.Manager)).ShouldBe((2, 1, 1, Money.FromYuan(20_000)));
        (await FiguresAsync(site.Insurer)).ShouldBe((2, 1, 1, Money.FromYuan(20_000)));
        (await FiguresAsync(await site.AddUserAsync("lift-manager", Role.Firm, site.LiftFirm))).ShouldBe((1, 1, 1, null));
        (await FiguresAsync(await site.AddUserAsync("fire-manager", Role.Firm, fire))).ShouldBe((1, 0, 0, null));

        async Task<(int Assets, int Claims, int OfTerms, Money? Left)> FiguresAsync(Caller who)
        {
            var detail = (await queries.GetAsync(who, id, default)).ShouldNotBeNull();
            return (detail.Row.Assets, detail.Row.Claims, detail.Terms[0].Claims, detail.Terms[0].Covers[0].Left);
        }
    }

    [Fact]
    public async Task What_comes_back_without_a_claim_is_known_when_the_terms_are_over()
    {
        await using var site = await TestSite.StartAsync();
        var (book, queries) = (site.Get<PolicyBook>(), site.Get<PolicyQueries>());
        var insurer = await InsurerOfAsync(site, "P-1");
        var id = await book.RecordAsync(site.Manager, "k-1", new PolicyDraft("B-1", insurer, null, [site.FirePump], PremiumSource.PublicRevenue, Code, Terms(Today, Today.AddDays(29)) with { NoClaimBonusPercent = 10 }), default);
        await book.ChangeTermsAsync(site.Manager, "k-2", id, Terms(Today.AddDays(30), Today.AddDays(59)) with { NoClaimBonusPercent = 10, Premium = Money.FromYuan(9000) }, default);
        (await BonusesAsync()).ShouldBe([null, null]);
        site.Time.Advance(TimeSpan.FromDays(31));
        (await BonusesAsync()).ShouldBe([null, Money.FromYuan(700)]);
        site.Time.Advance(TimeSpan.FromDays(30));
        (await BonusesAsync()).ShouldBe([Money.FromYuan(900), Money.FromYuan(700)], "of each version's own premium");
        (await queries.GetAsync(site.Manager, id, default))!.Row.Premium.ShouldBe(Money.FromYuan(9000));

        async Task<IEnumerable<Money?>> BonusesAsync() => (await queries.GetAsync(site.Insurer, id, default))!.Terms.Select(terms => terms.Bonus);
    }

    private static TermsDraft Terms(DateOnly from, DateOnly until, params CoverDraft[] covers) => new(
        from, until, Money.FromYuan(7000),
        covers.Length > 0 ? covers : [new CoverDraft(CoverKind.OutOfService, Money.FromYuan(5000), Money.FromYuan(20_000), Money.FromYuan(100), 7, 24, [Money.FromYuan(500), Money.FromYuan(1500)], 15)],
        [PolicyTerms.InspectionExpired], 0);

    private static async Task<string> CodeOfAsync(Func<Task> act) => (await Should.ThrowAsync<RuleViolation>(act)).Code;

    private static Task<PolicyId> IdOfAsync(TestSite site, string number) => site.ReadAsync(db => db.Policies.Where(policy => policy.Number == number).Select(policy => policy.Id).SingleAsync());

    private static Task<OrganisationId> InsurerOfAsync(TestSite site, string number) => site.ReadAsync(db => db.Policies.Where(policy => policy.Number == number).Select(policy => policy.InsurerId).SingleAsync());

    private static async Task<Caller> AddInsurerAsync(TestSite site)
    {
        var rival = new Organisation(OrganisationKind.Insurer, "平山保险", "Pingshan Insurance");
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            unit.Db.Organisations.Add(rival);
            await unit.Db.SaveChangesAsync(token);
        }, default);
        return await site.AddUserAsync("rival", Role.Insurer, rival.Id);
    }
}
