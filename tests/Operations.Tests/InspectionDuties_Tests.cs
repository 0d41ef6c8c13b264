using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Domain.Organisations;
using Facilities.Domain.Permits;
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
        await ContractAsync(site, [later]);
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

    private static Task ContractAsync(TestSite site, IReadOnlyList<AssetId> assets) => site.Get<FacilitiesWriter>().WriteAsync((unit, _) =>
    {
        unit.Db.Contracts.AddRange(assets.Select(asset => new MaintenanceContract(asset, site.LiftFirm, new DateOnly(2025, 1, 1), null)));
        return Task.CompletedTask;
    }, default);

    private static Task<List<InspectionItem>> ItemsAsync(TestSite site, AssetId asset) =>
        site.ReadAsync(db => db.InspectionItems.AsNoTracking().Where(item => item.AssetId == asset).OrderBy(item => item.DueDate).ToListAsync());

    private static async Task<DateOnly[]> DuesAsync(TestSite site, AssetId asset, int count) => [.. (await ItemsAsync(site, asset)).Take(count).Select(item => item.DueDate)];
}
