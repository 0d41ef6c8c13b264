using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Inspections;
using Facilities.Domain.Permits;
using Facilities.Operations.Calendars;
using Facilities.Operations.Inspections;
using Facilities.Operations.Permits;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>Firms that ask more of themselves, on-demand maintenance, outages, and all duties of the library at once.</summary>
public sealed class InspectionDuties_Tests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task The_library_is_shown_with_basis_and_the_firms_own_rules()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionDuties>().TightenAsync(site.Manager, InspectionTemplates.ElevatorHalfMonth, "10d", Today.AddDays(20), default);

        var library = await site.Get<InspectionDuties>().LibraryAsync(site.Manager, default);
        library.Count.ShouldBe(InspectionTemplates.All.Count);
        var row = library.Single(duty => duty.Key == InspectionTemplates.ElevatorHalfMonth);
        (row.Interval, row.Basis, row.Mark, row.KeepYears, row.OnDemand).ShouldBe(("half-month", "TSG T5002-2017", BasisMark.Stated, 4, "90d"));
        row.HouseRules.ShouldBe([new HouseRuleRow(Today.AddDays(20), "10d")]);
        (await site.Get<InspectionDuties>().LibraryAsync(site.Stranger, default)).ShouldAllBe(duty => duty.HouseRules.Count == 0);
    }

    [Fact]
    public async Task A_tighter_interval_moves_the_plan_from_its_day_on_and_holds_for_assets_that_come_later()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        await site.Get<InspectionDuties>().TightenAsync(site.Manager, InspectionTemplates.ElevatorHalfMonth, "10d", Today.AddDays(20), default);

        // 15 days, and from 22 March ten.
        (await DuesAsync(site, site.Lift, 4)).ShouldBe([Today.AddDays(15), Today.AddDays(25), Today.AddDays(35), Today.AddDays(45)]);
        (await site.Get<InspectionPlanning>().RunAsync(default)).ShouldBe(0);

        var later = (await site.AddAssetsAsync("elevator", 1))[0];
        await site.ContractAsync([later]);
        await site.Get<InspectionPlanning>().RunAsync(default);
        (await DuesAsync(site, later, 3)).ShouldBe([Today.AddDays(15), Today.AddDays(25), Today.AddDays(35)]);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "duty"))).ShouldBe(1);
        // Again, it is known.
        await site.Get<InspectionDuties>().TightenAsync(site.Manager, InspectionTemplates.ElevatorHalfMonth, "10d", Today.AddDays(20), default);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "duty"))).ShouldBe(1);
    }

    [Theory]
    [InlineData("16d", 5, RuleCodes.InspectionLoosened)]
    [InlineData("10d", 0, RuleCodes.InspectionTermPast)]
    [InlineData("ten days", 5, OperationCodes.IntervalMalformed)]
    public async Task What_cannot_be_is_refused_and_changes_nothing(string interval, int inDays, string code)
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<InspectionDuties>().TightenAsync(site.Manager, InspectionTemplates.ElevatorHalfMonth, interval, Today.AddDays(inDays), default))).Code.ShouldBe(code);
        (await site.ReadAsync(db => db.HouseRules.CountAsync())).ShouldBe(0);
        (await site.ReadAsync(db => db.InspectionSchedules.ToListAsync())).ShouldAllBe(schedule => schedule.Terms.Count == 0);
    }

    [Fact]
    public async Task On_demand_maintenance_stretches_one_lift_while_its_permit_runs()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        var schedule = (await site.Get<InspectionDuties>().SchedulesAsync(site.Manager.Scope, site.Lift, null, Paging.First, default)).Items.ShouldHaveSingleItem();
        var duties = site.Get<InspectionDuties>();
        await Should.ThrowAsync<RuleViolation>(() => duties.AllowOnDemandAsync(site.Crew, schedule.Id, "30d", Today.AddDays(1), Today.AddDays(90), "AX-1", default));
        await Should.ThrowAsync<RuleViolation>(() => duties.AllowOnDemandAsync(site.Stranger, schedule.Id, "30d", Today.AddDays(1), Today.AddDays(90), "AX-1", default));
        (await Should.ThrowAsync<RuleViolation>(() => duties.AllowOnDemandAsync(site.Manager, schedule.Id, "4mo", Today.AddDays(1), Today.AddDays(90), "AX-1", default))).Code.ShouldBe(RuleCodes.InspectionOnDemand);

        await duties.AllowOnDemandAsync(site.Manager, schedule.Id, "30d", Today.AddDays(1), Today.AddDays(70), "AX-1", default);
        (await DuesAsync(site, site.Lift, 4)).ShouldBe([Today.AddDays(30), Today.AddDays(60), Today.AddDays(75), Today.AddDays(90)]);
        (await duties.SchedulesAsync(site.Manager.Scope, site.Lift, null, Paging.First, default)).Items[0].Terms.ShouldHaveSingleItem().PermitNumber.ShouldBe("AX-1");
    }

    [Fact]
    public async Task A_permit_for_out_of_use_excuses_what_falls_due_and_its_early_end_brings_it_back()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        var from = new DateTime(2026, 3, 10);
        var draft = new PermitDraft { Kind = PermitKind.OutOfUse, Reason = ReasonCodes.PermitOther, From = from, Until = from.AddDays(45) };
        var permit = await site.Get<PermitBook>().GrantAsync(site.Manager, site.Lift, draft, default);
        await site.Get<InspectionPlanning>().RunAsync(default);

        var items = await ItemsAsync(site, site.Lift);
        items.Where(item => item.State == InspectionState.Excused).Select(item => item.DueDate).ShouldBe([Today.AddDays(15), Today.AddDays(30), Today.AddDays(45)]);
        items.First(item => item.State != InspectionState.Excused).DueDate.ShouldBe(DateOnly.FromDateTime(from).AddDays(45), "it is looked at on the day it comes back");

        site.Time.Advance(TimeSpan.FromDays(20));
        await site.Get<InspectionPlanning>().RunAsync(default);
        await site.Get<PermitBook>().EndAsync(site.Manager, permit, default);
        await site.Get<InspectionPlanning>().RunAsync(default);
        items = await ItemsAsync(site, site.Lift);
        items.Take(3).Select(item => (item.DueDate, item.State)).ShouldBe(
            [(Today.AddDays(15), InspectionState.Excused), (Today.AddDays(20), InspectionState.Due), (Today.AddDays(35), InspectionState.Planned)]);
        (await site.Get<InspectionPlanning>().RunAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task Every_duty_of_the_library_is_planned_for_the_assets_it_is_for()
    {
        await using var site = await TestSite.StartAsync(inspections: new InspectionOptions { Templates = [InspectionOptions.Every] });
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            (await unit.Db.Assets.FirstAsync(asset => asset.Id == site.Lift, token)).SetAttributes([new("supervisory_inspection", "2022-06-15")]);
            (await unit.Db.Assets.FirstAsync(asset => asset.Id == site.FirePump, token)).SetAttributes([new("driver", "electric")]);
        }, default);
        await site.Get<InspectionPlanning>().RunAsync(default);

        var lift = (await ItemsAsync(site, site.Lift)).GroupBy(item => item.TemplateKey).ToDictionary(group => group.Key, group => group.Select(item => item.DueDate).ToList());
        lift.Keys.ShouldBe(InspectionTemplates.ForAssetType("elevator").Select(template => template.Key).Except(["elevator-testing", "elevator-brake-test"]), ignoreOrder: true);
        lift["elevator-inspection"].ShouldBe([new DateOnly(2026, 6, 15)], "the fourth year after the supervisory inspection");
        lift["elevator-daily-control"].Count.ShouldBe(365);
        var pump = (await ItemsAsync(site, site.FirePump)).Select(item => item.TemplateKey).ToHashSet();
        pump.ShouldContain("fire-pump-churn-electric");
        pump.ShouldNotContain("fire-pump-churn-diesel");
        (await ItemsAsync(site, site.Lift)).Count.ShouldBeInRange(460, 490);
    }

    [Fact]
    public async Task Taken_out_of_service_an_asset_has_no_duties_and_back_in_service_it_has_them_again()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        await InServiceAsync(false);
        (await ItemsAsync(site, site.Lift)).ShouldBeEmpty();
        await InServiceAsync(true);
        (await ItemsAsync(site, site.Lift)).Count.ShouldBe(24);

        async Task InServiceAsync(bool inService)
        {
            await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
            {
                var lift = await unit.Db.Assets.FirstAsync(asset => asset.Id == site.Lift, token);
                if (inService) lift.ReturnToService();
                else lift.TakeOutOfService(new DateOnly(2026, 3, 2));
            }, default);
            await site.Get<InspectionPlanning>().RunAsync(default);
        }
    }

    [Fact]
    public async Task A_lift_back_after_over_a_year_is_inspected_first_whoever_switched_it_off()
    {
        await using var site = await TestSite.StartAsync(inspections: new InspectionOptions { Templates = ["elevator-inspection"] });
        await ChangeAsync(site, site.Lift, lift => lift.SetAttributes([new("supervisory_inspection", "2024-06-15")]));
        await site.Get<InspectionPlanning>().RunAsync(default);
        await ChangeAsync(site, site.Lift, lift => lift.TakeOutOfService(Today));
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(400));
        await ChangeAsync(site, site.Lift, lift => lift.ReturnToService());
        await site.Get<InspectionPlanning>().RunAsync(default);

        (await ItemsAsync(site, site.Lift)).ShouldHaveSingleItem().DueDate.ShouldBe(Today.AddDays(400));
        (await site.ReadAsync(db => db.InspectionSchedules.SingleAsync())).Rests.ShouldBe([new Outage(Today, Today.AddDays(400), null)]);
        (await site.Get<InspectionPlanning>().RunAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_duty_that_the_library_forgot_ends_in_service_or_not()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE inspection_schedules SET template_key = 'forgotten-' || template_key"));
        await ChangeAsync(site, site.Lift, lift => lift.TakeOutOfService(Today));
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.Get<InspectionPlanning>().RunAsync(default);
        var forgotten = await site.ReadAsync(db => db.InspectionSchedules.Where(schedule => schedule.TemplateKey.StartsWith("forgotten")).ToListAsync());
        forgotten.Count.ShouldBe(2);
        forgotten.ShouldAllBe(schedule => schedule.EndsOn == Today.AddDays(1) && schedule.PlanAgainAt > site.Now);
        (await ItemsAsync(site, site.Lift)).ShouldBeEmpty();
        (await site.Get<InspectionPlanning>().RunAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_schedule_that_cannot_be_planned_keeps_back_no_other_and_is_planned_when_it_can()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        await SetIntervalAsync("nonsense");
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.Get<InspectionPlanning>().RunAsync(default);
        (await NextAsync(site.FirePump)).ShouldNotBeNull().ShouldBeGreaterThan(site.Now);

        await SetIntervalAsync("half-month");
        await site.Get<InspectionPlanning>().RunAsync(default);
        (await NextAsync(site.Lift)).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(site.Now, "it is left alone for a while");
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.Get<InspectionPlanning>().RunAsync(default);
        (await NextAsync(site.Lift)).ShouldNotBeNull().ShouldBeGreaterThan(site.Now);

        Task<int> SetIntervalAsync(string interval) =>
            site.ReadAsync(db => db.Database.ExecuteSqlAsync($"UPDATE inspection_schedules SET interval = {interval} WHERE asset_id = {site.Lift.Value}"));

        Task<DateTimeOffset?> NextAsync(AssetId asset) => site.ReadAsync(db => db.InspectionSchedules.Where(schedule => schedule.AssetId == asset).Select(schedule => schedule.PlanAgainAt).SingleAsync());
    }

    [Fact]
    public async Task A_house_rule_that_reached_half_of_the_schedules_is_taken_over_by_the_next_planning()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        // The process died after the rule was stored and before any schedule had it.
        await site.Get<FacilitiesWriter>().WriteAsync((unit, _) =>
        {
            unit.Db.HouseRules.Add(new HouseRule(site.Manager.Actor.Organisation!.Value, InspectionTemplates.ElevatorHalfMonth, Today.AddDays(20), InspectionInterval.Days(10), null, site.Now));
            return Task.CompletedTask;
        }, default);
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.Get<InspectionPlanning>().RunAsync(default);
        (await DuesAsync(site, site.Lift, 4)).ShouldBe([Today.AddDays(15), Today.AddDays(25), Today.AddDays(35), Today.AddDays(45)]);
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.Get<InspectionPlanning>().RunAsync(default);
        (await site.ReadAsync(db => db.InspectionSchedules.FirstAsync(schedule => schedule.AssetId == site.Lift))).Terms.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_holiday_that_is_imported_moves_the_plan_of_its_community()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        var due = Today.AddDays(30);
        var community = await site.ReadAsync(db => db.Assets.Where(asset => asset.Id == site.Lift).Select(asset => asset.CommunityId).FirstAsync());
        await site.Get<SiteCalendars>().ImportAsync(site.Manager, community, $"{due:yyyy-MM-dd},off,清明节", default);
        await site.Get<InspectionPlanning>().RunAsync(default);
        var item = (await ItemsAsync(site, site.Lift)).Single(item => item.DueDate == due);
        item.PlannedDate.ShouldBe(due.AddDays(-1));
        item.DueDate.ShouldBe(due);
    }

    [Fact]
    public async Task Duties_follow_the_attributes_of_their_asset()
    {
        await using var site = await TestSite.StartAsync(inspections: new InspectionOptions { Templates = ["fire-pump-churn-electric", "fire-pump-churn-diesel", "elevator-inspection"] });
        var registry = site.Get<Assets.AssetRegistry>();
        await SetAsync(site.FirePump, new() { ["driver"] = "electric" });
        await SetAsync(site.Lift, new() { ["supervisory_inspection"] = "2022-06-15" });
        (await KeysAsync()).ShouldBe(["fire-pump-churn-electric"]);
        (await DuesAsync(site, site.Lift, 1)).ShouldBe([new DateOnly(2026, 6, 15)]);

        await SetAsync(site.FirePump, new() { ["driver"] = "diesel" });
        (await KeysAsync()).ShouldBe(["fire-pump-churn-diesel"]);
        await SetAsync(site.Lift, new() { ["supervisory_inspection"] = "2022-09-01" });
        (await DuesAsync(site, site.Lift, 1)).ShouldBe([new DateOnly(2026, 9, 1)]);
        await SetAsync(site.FirePump, new() { ["driver"] = "electric" });
        (await KeysAsync()).ShouldBe(["fire-pump-churn-electric"]);

        async Task SetAsync(AssetId asset, Dictionary<string, string> attributes)
        {
            await registry.ChangeAsync(site.Manager, asset, attributes, Domain.Assets.Criticality.Normal, default);
            await site.Get<InspectionPlanning>().RunAsync(default);
        }

        async Task<List<string>> KeysAsync() => [.. (await ItemsAsync(site, site.FirePump)).Select(item => item.TemplateKey).Distinct()];
    }

    [Fact]
    public async Task An_on_demand_permit_is_withdrawn_and_the_rule_holds_again()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        var duties = site.Get<InspectionDuties>();
        var schedule = (await duties.SchedulesAsync(site.Manager.Scope, site.Lift, null, Paging.First, default)).Items.ShouldHaveSingleItem();
        await duties.AllowOnDemandAsync(site.Manager, schedule.Id, "30d", Today.AddDays(1), Today.AddDays(300), "AX-1", default);
        (await Should.ThrowAsync<RuleViolation>(() => duties.WithdrawOnDemandAsync(site.Stranger, schedule.Id, "AX-1", Today.AddDays(40), default))).Code.ShouldBe(OperationCodes.NotFound);
        await duties.WithdrawOnDemandAsync(site.Manager, schedule.Id, "AX-1", Today.AddDays(40), default);
        (await DuesAsync(site, site.Lift, 3)).ShouldBe([Today.AddDays(30), Today.AddDays(45), Today.AddDays(60)]);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "on-demand-withdrawn"))).ShouldBe(1);
    }

    [Fact]
    public async Task Planned_work_moves_within_what_the_law_leaves_open()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        var item = (await ItemsAsync(site, site.Lift))[1];
        var actions = site.Get<InspectionActions>();
        await actions.RescheduleAsync(site.Dispatcher, item.Id, item.DueDate.AddDays(-5), default);
        (await ItemsAsync(site, site.Lift))[1].PlannedDate.ShouldBe(item.DueDate.AddDays(-5));
        var refused = await Should.ThrowAsync<RuleViolation>(() => actions.RescheduleAsync(site.Dispatcher, item.Id, item.DueDate.AddDays(1), default));
        refused.Reason.ShouldBe(CodedText.Of(RuleCodes.InspectionWindow, ("earliest", item.EarliestOn), ("due", item.DueDate)));
        await Should.ThrowAsync<RuleViolation>(() => actions.RescheduleAsync(site.Dispatcher, item.Id, item.EarliestOn.AddDays(-1), default));
        (await Should.ThrowAsync<RuleViolation>(() => actions.RescheduleAsync(site.Crew, item.Id, item.DueDate, default))).Code.ShouldBe(RuleCodes.RightMissing);
        // The planner leaves it where it was put.
        site.Time.Advance(TimeSpan.FromDays(2));
        await site.Get<InspectionPlanning>().RunAsync(default);
        (await ItemsAsync(site, site.Lift))[1].PlannedDate.ShouldBe(item.DueDate.AddDays(-5));
    }

    [Fact]
    public async Task Planned_work_is_given_to_one_of_the_firms_own_crew_who_sees_it_first()
    {
        await using var site = await TestSite.StartAsync();
        await site.ContractAsync(await site.AddAssetsAsync("elevator", 2));
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(13));
        await site.Get<InspectionPlanning>().RunAsync(default);
        var queries = site.Get<InspectionQueries>();
        var actions = site.Get<InspectionActions>();
        var mine = await site.AddCrewAsync(site.Dispatcher);
        var colleague = await site.AddUserAsync("site-crew-2", Role.Crew, site.Dispatcher.Actor.Organisation);
        var before = (await queries.TasksAsync(mine, default)).Items.Select(task => task.Row.Id).ToList();
        before.Count.ShouldBeGreaterThan(1);

        await actions.AssignAsync(site.Dispatcher, before[^1], mine.User, default);
        await actions.AssignAsync(site.Dispatcher, before[0], colleague.User, default);

        var after = (await queries.TasksAsync(mine, default)).Items;
        after[0].Row.Id.ShouldBe(before[^1]);
        after[0].Row.Assigned.ShouldNotBeNull();
        after[^1].Row.Id.ShouldBe(before[0]);
        var filter = new InspectionFilter { Crew = mine.User };
        (await queries.ListAsync(site.Dispatcher.Scope, filter, default)).Items.ShouldHaveSingleItem().Id.ShouldBe(before[^1]);
        (await site.Get<InspectionCalendar>().CrewAsync(site.Dispatcher, default)).Select(person => (UserId?)person.Id).ShouldBe([mine.User, colleague.User], ignoreOrder: true);

        (await Should.ThrowAsync<RuleViolation>(() => actions.AssignAsync(site.Dispatcher, before[0], site.Crew.User, default))).Code.ShouldBe(OperationCodes.CrewNotOfFirm, "another firm's crew");
        (await Should.ThrowAsync<RuleViolation>(() => actions.AssignAsync(mine, before[0], mine.User, default))).Code.ShouldBe(RuleCodes.RightMissing);
        await actions.AssignAsync(site.Dispatcher, before[^1], null, default);
        (await queries.ListAsync(site.Dispatcher.Scope, filter, default)).Items.ShouldBeEmpty();
    }

    private static Task ChangeAsync(TestSite site, AssetId id, Action<Domain.Assets.Asset> change) => site.Get<FacilitiesWriter>().WriteAsync(
        async (unit, token) => change(await unit.Db.Assets.FirstAsync(asset => asset.Id == id, token)), default);

    private static Task<List<InspectionItem>> ItemsAsync(TestSite site, AssetId asset) =>
        site.ReadAsync(db => db.InspectionItems.AsNoTracking().Where(item => item.AssetId == asset).OrderBy(item => item.DueDate).ToListAsync());

    private static async Task<DateOnly[]> DuesAsync(TestSite site, AssetId asset, int count) => [.. (await ItemsAsync(site, asset)).Take(count).Select(item => item.DueDate)];
}
