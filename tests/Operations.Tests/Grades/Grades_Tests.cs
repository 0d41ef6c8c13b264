using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Grades;
using Facilities.Domain.Inspections;
using Facilities.Operations.Grades;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Health;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Grades;

/// <summary>Grades of communities: the running month hour by hour, closed months once for all, appeals, credit and ranking.</summary>
public sealed class Grades_Tests
{
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(1);
    private static readonly DateOnly March = new(2026, 3, 1);

    [Fact]
    public async Task A_community_of_which_too_little_is_seen_is_not_graded_and_says_why()
    {
        await using var site = await TestSite.StartAsync();
        (await RunAsync(site)).ShouldBe(2);

        var now = (await OfAsync(site)).Months.ShouldHaveSingleItem();

        (now.Grade, now.Score, now.IsClosed).ShouldBe((Grade.NotGraded, null, false));
        now.Reasons[0].Text.Code.ShouldBe(ReasonCodes.GradeNeverSeen);
    }

    [Fact]
    public async Task The_running_month_is_graded_again_after_an_hour_and_a_budget_leaves_the_rest_for_later()
    {
        await using var site = await TestSite.StartAsync();
        await SeeAsync(site);
        (await site.Get<GradeRun>().RunAsync(10, TimeSpan.Zero, default)).ShouldBe(0);
        (await site.Get<GradeRun>().RunAsync(1, Ample, default)).ShouldBe(1);
        (await RunAsync(site)).ShouldBe(1);
        (await RunAsync(site)).ShouldBe(0);
        (await OfAsync(site)).Months[0].ShouldSatisfyAllConditions(now => now.Grade.ShouldBe(Grade.Blue), now => now.Score.ShouldBe(81), now => now.Coverage.ShouldBe(1));

        await site.ApplyAsync(site.Raise(site.Lift, "brake-release", "brake-wear", "brake_release_ms"));
        site.Time.Advance(TimeSpan.FromMinutes(61));
        await SeeAsync(site);
        (await RunAsync(site)).ShouldBe(2);
        var cause = (await OfAsync(site)).Months[0].Reasons.Single(reason => reason.Text.Code == ReasonCodes.GradeFaults);
        cause.Points.ShouldBe(30, 0.1);
        cause.Links.ShouldHaveSingleItem().Label.ShouldBe((await site.OnlyFaultAsync()).Number);
    }

    [Fact]
    public async Task A_fire_pump_out_of_auto_for_more_than_a_day_makes_red_at_once_whatever_is_seen()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.FirePump, "not-auto", "not-auto", "selector"));
        site.Time.Advance(TimeSpan.FromHours(24));
        await RunAsync(site);
        (await OfAsync(site)).Months[0].Vetoes.ShouldNotContain(veto => veto.Text.Code == ReasonCodes.GradeVetoPump);

        site.Time.Advance(TimeSpan.FromHours(2));
        await RunAsync(site);
        var now = (await OfAsync(site)).Months[0];
        now.Grade.ShouldBe(Grade.Red);
        now.Vetoes.Single(veto => veto.Text.Code == ReasonCodes.GradeVetoPump).Links.ShouldHaveSingleItem().Kind.ShouldBe(GradeLinkKind.Fault);
    }

    [Fact]
    public async Task An_elevator_past_its_periodic_inspection_makes_red_until_a_month_after_it_was_made_up_for()
    {
        await using var site = await TestSite.StartAsync();
        await SeeAsync(site);
        var item = await InspectionAsync(site, due: new DateOnly(2026, 3, 1));
        await RunAsync(site);
        (await OfAsync(site)).Months[0].Vetoes.ShouldHaveSingleItem().Links.ShouldHaveSingleItem().Id.ShouldBe(item);

        await InspectedAsync(site, item);
        site.Time.Advance(TimeSpan.FromDays(29));
        await RunAsync(site);
        (await OfAsync(site)).Months[0].Vetoes.Count.ShouldBe(1);
        site.Time.Advance(TimeSpan.FromDays(5));
        await RunAsync(site);
        (await OfAsync(site)).Months[0].Vetoes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_month_is_closed_once_and_stays_whatever_is_found_later()
    {
        await using var site = await TestSite.StartAsync();
        await SeeAsync(site);
        await site.ApplyAsync(site.Raise(site.Lift, "brake-release", "brake-wear", "brake_release_ms"));
        await RunAsync(site);
        await ToAprilAsync(site);

        var march = (await OfAsync(site)).Months.Single(month => month.Month == March);
        (march.IsClosed, march.AsOf).ShouldBe((true, new DateTimeOffset(2026, 3, 31, 16, 0, 0, TimeSpan.Zero)));
        await Should.ThrowAsync<RuleViolation>(() => site.Get<GradeAppeals>().RaiseAsync(site.Manager, Home(site), March.AddMonths(1), "Not closed", default));

        await SetAsync(site, fault => { fault.Property(item => item.ReopenCount).CurrentValue = 5; fault.Property(item => item.Severity).CurrentValue = Severity.P1; });
        site.Time.Advance(TimeSpan.FromHours(2));
        (await RunAsync(site)).ShouldBe(2);
        (await OfAsync(site)).Months.Single(month => month.Month == March).ShouldBeEquivalentTo(march);
        (await AuditAsync(site)).ShouldContain("Close");
    }

    [Fact]
    public async Task A_firm_appeals_the_month_is_frozen_a_reviewer_decides_and_later_months_follow()
    {
        await using var site = await TestSite.StartAsync();
        await SeeAsync(site);
        await LateTopFaultAsync(site);
        await RunAsync(site);
        await ToAprilAsync(site);
        (await OfAsync(site)).Months.Single(month => month.Month == March).Grade.ShouldBe(Grade.Red);
        var appeals = site.Get<GradeAppeals>();
        (await Should.ThrowAsync<RuleViolation>(() => appeals.RaiseAsync(site.Regulator, Home(site), March, "No", default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => appeals.RaiseAsync(site.Dispatcher, Home(site), March, "No", default))).Code.ShouldBe(RuleCodes.RightMissing);
        var stranger = await site.AddUserAsync("other-manager", Domain.Access.Role.Firm, site.Stranger.Actor.Organisation);
        (await Should.ThrowAsync<RuleViolation>(() => appeals.RaiseAsync(stranger, Home(site), March, "Not ours", default))).Code.ShouldBe(OperationCodes.NotFound);

        var id = await appeals.RaiseAsync(site.Manager, Home(site), March, "Power cut by the supplier", default);
        (await Should.ThrowAsync<RuleViolation>(() => appeals.RaiseAsync(site.Manager, Home(site), March, "Again", default))).Code.ShouldBe(RuleCodes.GradeAppealMonth);
        (await OfAsync(site)).Months.Single(month => month.Month == March).UnderAppeal.ShouldBeTrue();

        await appeals.DecideAsync(site.Regulator, id, Grade.Blue, "The supplier confirms it", default);
        var detail = await OfAsync(site);
        detail.Months.Single(month => month.Month == March).ShouldSatisfyAllConditions(month => month.Grade.ShouldBe(Grade.Blue), month => month.UnderAppeal.ShouldBeFalse(), month => month.Own.ShouldBe(Grade.Red));
        detail.Appeals.ShouldHaveSingleItem().ShouldSatisfyAllConditions(appeal => appeal.State.ShouldBe(GradeAppealState.Granted), appeal => appeal.Decision.ShouldBe("The supplier confirms it"), appeal => appeal.Firm!.En.ShouldBe("Hechang"));
        (await AuditAsync(site)).ShouldBe(["Close", "Close", "Appeal", "Granted"]);
    }

    [Fact]
    public async Task Who_does_not_see_the_community_gets_nothing_and_the_worst_comes_first()
    {
        await using var site = await TestSite.StartAsync();
        await SeeAsync(site);
        await site.ApplyAsync(site.Raise(site.FirePump, "not-auto", "not-auto", "selector"));
        site.Time.Advance(TimeSpan.FromHours(25));
        await SeeAsync(site);
        await RunAsync(site);
        (await site.Get<GradeQueries>().GetAsync(site.Stranger, Home(site), default)).ShouldBeNull();
        (await site.Get<GradeQueries>().ListAsync(site.Stranger, default)).ShouldHaveSingleItem().SiteCode.ShouldBe("jinxiu");
        (await site.Get<GradeQueries>().ListAsync(site.Regulator, default)).Select(row => row.SiteCode).ShouldBe(["wanghai", "jinxiu"]);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<GradeQueries>().ListAsync(site.Crew, default))).Code.ShouldBe(RuleCodes.RightMissing);

        var rank = (await site.Get<GradeQueries>().RankAsync(site.Regulator, default)).ShouldHaveSingleItem();
        (rank.Place, rank.Communities, rank.Red, rank.Blue).ShouldBe((1, 2, 1, 1));
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<GradeQueries>().RankAsync(site.Manager, default))).Code.ShouldBe(RuleCodes.RightMissing);
    }

    [Fact]
    public async Task Credit_is_read_from_the_facts_of_the_year()
    {
        await using var site = await TestSite.StartAsync();
        await LateTopFaultAsync(site);
        await SetAsync(site, fault => { fault.Property(item => item.Overdue).CurrentValue = FaultLimits.Fix; fault.Property(item => item.ReopenCount).CurrentValue = 2; });

        var credit = (await OfAsync(site)).Credit;

        (credit.Balance, credit.Standing).ShouldBe((93, CreditStanding.Good));
        credit.Entries.Select(entry => entry.Fact.Kind).ShouldBe([CreditKind.OverdueTop, CreditKind.Reopened, CreditKind.Reopened]);
    }

    private static Task<int> RunAsync(TestSite site) => site.Get<GradeRun>().RunAsync(100, Ample, default);

    private static CommunityId Home(TestSite site) => site.ReadAsync(db => db.Assets.Where(asset => asset.Id == site.Lift).Select(asset => asset.CommunityId).FirstAsync()).GetAwaiter().GetResult();

    private static async Task<GradeDetail> OfAsync(TestSite site) => (await site.Get<GradeQueries>().GetAsync(site.Manager, Home(site), default)).ShouldNotBeNull();

    /// <summary>Every asset was seen well enough today.</summary>
    private static Task SeeAsync(TestSite site) => site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
    {
        var day = DateOnly.FromDateTime(site.Now.ToOffset(TimeSpan.FromHours(8)).DateTime);
        foreach (var asset in await unit.Db.Assets.ToListAsync(token))
        {
            if (!await unit.Db.AssetHealthDays.AnyAsync(known => known.AssetId == asset.Id && known.Day == day, token)) unit.Db.AssetHealthDays.Add(new AssetHealthDay { AssetId = asset.Id, Day = day, Score = 90 });
        }
    }, default);

    private static async Task ToAprilAsync(TestSite site)
    {
        site.Time.Advance(new DateTimeOffset(2026, 4, 1, 1, 0, 0, TimeSpan.Zero) - site.Now);
        await SeeAsync(site);
        await RunAsync(site);
    }

    /// <summary>A P1 that is a day and more past its deadlines.</summary>
    private static async Task LateTopFaultAsync(TestSite site)
    {
        await site.ApplyAsync(site.Raise(site.FirePump, "supply-lost", "supply-lost", "power_main"));
        site.Time.Advance(TimeSpan.FromHours(30));
        await SeeAsync(site);
    }

    private static Task SetAsync(TestSite site, Action<Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry<Fault>> change) => site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        change(unit.Db.Entry(await unit.Db.Faults.Include(item => item.Rounds).Include(item => item.History).FirstAsync(token))), default);

    private static Task<int> InspectionAsync(TestSite site, DateOnly due) => site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
    {
        var template = InspectionTemplates.Find("elevator-inspection")!;
        var schedule = new InspectionSchedule(template, site.Lift, Home(site), due.AddYears(-1), due.AddYears(-1));
        unit.Db.InspectionSchedules.Add(schedule);
        await unit.Db.SaveChangesAsync(token);
        var item = new InspectionItem(schedule, new PlannedInspection(due, new DateTimeOffset(due.AddDays(1), TimeOnly.MinValue, TimeSpan.FromHours(8)), due, due, due, InspectionState.Overdue, true), site.Now);
        unit.Db.InspectionItems.Add(item);
        await unit.Db.SaveChangesAsync(token);
        return item.Id.Value;
    }, default);

    private static Task InspectedAsync(TestSite site, int id) => site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
    {
        var item = unit.Db.Entry(await unit.Db.InspectionItems.FirstAsync(known => known.Id == new InspectionItemId(id), token));
        item.Property(known => known.State).CurrentValue = InspectionState.DoneLate;
        item.Property(known => known.EndedAt).CurrentValue = site.Now;
    }, default);

    private static async Task<IReadOnlyList<string>> AuditAsync(TestSite site) =>
        await site.ReadAsync(db => db.AuditEntries.Where(entry => entry.Subject == "grade").OrderBy(entry => entry.Number).Select(entry => entry.Action).ToListAsync());
}
