using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Claims;
using Facilities.Operations.Faults;
using Facilities.Operations.Inspections;
using Facilities.Operations.Intake;
using Facilities.Operations.Overview;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Tests;

public sealed class Queries_Tests
{
    [Fact]
    public async Task Every_order_and_filter_of_the_fault_list_can_be_asked()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear", "door_close_s"), site.Raise(site.OtherLift, "entrapment", "entrapment", "occupied"));
        var queries = site.Get<FaultQueries>();

        foreach (var sort in Enum.GetValues<FaultSort>())
        {
            foreach (var descending in new[] { false, true })
                (await queries.ListAsync(Scope.Everything, new FaultFilter { Sort = sort, Descending = descending }, default)).Total.ShouldBe(2);
        }

        var filter = new FaultFilter { Severity = Severity.P1, TypeKey = "elevator", Family = "entrapment", Search = "Lift", State = FaultState.Dispatched, OverdueOnly = false };
        (await queries.ListAsync(Scope.Everything, filter, default)).Items.ShouldHaveSingleItem().Place.SiteCode.ShouldBe("jinxiu");
        (await queries.ListAsync(Scope.Everything, new FaultFilter(), default)).Items[0].Severity.ShouldBe(Severity.P1);
    }

    /// <summary>thingsboard #2821: active alarms vanish from the table outside its time window.</summary>
    [Fact]
    public async Task An_open_fault_is_listed_however_old_it_is()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear"));
        site.Time.Advance(TimeSpan.FromDays(400));

        var page = await site.Get<FaultQueries>().ListAsync(Scope.Everything, new FaultFilter { FoundFrom = site.Now.AddDays(-1) }, default);

        page.Total.ShouldBe(1);
        page.Items[0].Overdue.ShouldBeTrue();
    }

    /// <summary>home-assistant/frontend #6415, #3899: everybody sees everything.</summary>
    [Fact]
    public async Task Every_query_shows_a_caller_only_what_is_in_his_scope()
    {
        await using var site = await TestSite.StartAsync();
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-wear"), site.Raise(site.FirePump, "not-auto", "not-auto"));
        await site.Get<InspectionPlanning>().RunAsync(default);
        var fault = (await site.Get<FaultQueries>().ListAsync(Scope.Everything, new FaultFilter { Asset = site.Lift }, default)).Items[0].Id;
        var item = (await site.Get<InspectionQueries>().ListAsync(Scope.Everything, new InspectionFilter { Asset = site.Lift }, default)).Items[0].Id;

        async Task Sees(Caller caller, int assets, int faults, bool lift)
        {
            var scope = caller.Scope;
            (await site.Get<AssetQueries>().ListAsync(scope, new AssetFilter(), default)).Total.ShouldBe(assets);
            (await site.Get<FaultQueries>().ListAsync(scope, new FaultFilter(), default)).Total.ShouldBe(faults);
            (await site.Get<FaultDetailQuery>().GetAsync(caller, fault, default) is not null).ShouldBe(lift);
            (await site.Get<FaultDetailQuery>().DispatchChoicesAsync(scope, fault, default))?.Count.ShouldBe(2);
            (await site.Get<AssetQueries>().GetAsync(scope, site.Lift, default) is not null).ShouldBe(lift);
            (await site.Get<TelemetryQueries>().LiveAsync(scope, site.Lift, default) is not null).ShouldBe(lift);
            (await site.Get<TelemetryQueries>().SeriesAsync(scope, site.Lift, "trips", site.Now.AddHours(-1), site.Now, 100, default) is not null).ShouldBe(lift);
            (await site.Get<InspectionQueries>().GetAsync(caller, item, default) is not null).ShouldBe(lift);
            (await site.Get<InspectionQueries>().ListAsync(scope, new InspectionFilter { Asset = site.Lift }, default)).Total.ShouldBeInRange(lift ? 20 : 0, lift ? 26 : 0);
            var overview = await site.Get<OverviewQuery>().GetAsync(scope, default);
            overview.WrongNow.Total.ShouldBe(faults);
            overview.Communities.Sum(row => row.Assets).ShouldBe(assets);
        }

        await Sees(site.Admin, 3, 2, true);
        await Sees(site.Regulator, 3, 2, true);
        await Sees(site.Dispatcher, 2, 2, true);
        await Sees(site.Manager, 2, 2, true);
        await Sees(site.Crew, 1, 1, true);
        await Sees(site.Insurer, 1, 1, true);
        await Sees(site.Stranger, 1, 0, false);
        await Sees(Caller.Service with { Scope = Scope.Nothing }, 0, 0, false);
    }

    [Fact]
    public async Task The_scope_in_the_database_is_the_scope_of_the_domain()
    {
        await using var site = await TestSite.StartAsync();
        foreach (var caller in new[] { site.Crew, site.Dispatcher, site.Regulator, site.Admin, site.Insurer, site.Stranger })
        {
            var ids = await site.ReadAsync(db => Task.FromResult(db.AssetsIn(caller.Scope).Select(asset => asset.Id).ToList()));
            foreach (var asset in new[] { site.Lift, site.FirePump, site.OtherLift })
            {
                var relations = await RelationsAsync(site, asset);
                ids.Contains(asset).ShouldBe(caller.Scope.Admits(relations), $"{caller.Role} {asset}");
            }
        }
    }

    [Fact]
    public async Task An_asset_shows_its_papers_and_the_origin_of_its_limits()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<AssetRegistry>().SetThresholdAsync(site.Manager, site.Lift, "door-slow", "limit", 0.3, "wide doors", default);

        var detail = (await site.Get<AssetQueries>().GetAsync(site.Manager.Scope, site.Lift, default)).ShouldNotBeNull();

        detail.Contracts.ShouldHaveSingleItem().Name.En.ShouldBe("Hengsheng Lifts");
        detail.Policies.ShouldHaveSingleItem().InForce.ShouldBeTrue();
        var rule = detail.Rules.Single(item => item.Key == "door-slow");
        (rule.Limit, rule.LimitOrigin).ShouldBe((0.3, ThresholdOrigin.Asset));
        rule.Override.ShouldNotBeNull().Note.ShouldBe("wide doors");
        await Should.ThrowAsync<RuleViolation>(() => site.Get<AssetRegistry>().SetThresholdAsync(site.Crew, site.Lift, "door-slow", "limit", 0.3, null, default));
        (await Should.ThrowAsync<RuleViolation>(() => site.Get<AssetRegistry>().SetThresholdAsync(site.Manager, site.Lift, "door-slow", "colour", 1, null, default)))
            .Code.ShouldBe(OperationCodes.NotFound);
    }

    [Fact]
    public async Task A_value_is_stale_after_three_intervals_and_a_gap_is_reported_as_one()
    {
        await using var site = await TestSite.StartAsync();
        var from = site.Now;
        site.Report(site.Lift, from, from.AddMinutes(10));
        site.Report(site.Lift, from.AddHours(3), from.AddMinutes(190));
        site.Time.Advance(TimeSpan.FromMinutes(190));
        var queries = site.Get<TelemetryQueries>();

        (await queries.LiveAsync(Scope.Everything, site.Lift, default))!.Single(row => row.Key == "trips").Freshness.ShouldBe(Detection.FreshnessState.Fresh);
        var series = (await queries.SeriesAsync(Scope.Everything, site.Lift, "trips", from, site.Now, 4_000, default)).ShouldNotBeNull();
        series.Gaps.ShouldHaveSingleItem().LengthMs.ShouldBeGreaterThan(2 * 3_600_000);
        (await queries.SeriesAsync(Scope.Everything, site.Lift, "trips", from, site.Now, 20, default))!.WindowMs.ShouldBeGreaterThan(0);

        site.Time.Advance(TimeSpan.FromHours(2));
        (await queries.LiveAsync(Scope.Everything, site.Lift, default))!.Single(row => row.Key == "trips").Freshness.ShouldBe(Detection.FreshnessState.Stale);
    }

    [Fact]
    public async Task Intake_and_claims_can_be_listed_in_every_scope()
    {
        await using var site = await TestSite.StartAsync();
        foreach (var caller in new[] { site.Admin, site.Manager, site.Insurer, site.Stranger, site.Regulator })
        {
            (await site.Get<IntakeQueries>().RejectsAsync(caller.Scope, Paging.First, default)).Total.ShouldBe(0);
            (await site.Get<IntakeQueries>().QuarantineAsync(caller.Scope, Paging.First, default)).Total.ShouldBe(0);
            (await site.Get<ClaimQueries>().ListAsync(caller.Scope, null, Paging.First, default)).Total.ShouldBe(0);
        }

        (await site.Get<UserQueries>().ListAsync(site.Admin, Paging.First, default)).Total.ShouldBe(8);
        await Should.ThrowAsync<RuleViolation>(() => site.Get<UserQueries>().ListAsync(site.Manager, Paging.First, default));
    }

    private static Task<AssetRelations> RelationsAsync(TestSite site, AssetId id) => site.ReadAsync(db =>
    {
        var asset = db.Assets.Single(item => item.Id == id);
        var community = db.Communities.Single(item => item.Id == asset.CommunityId);
        return Task.FromResult(new AssetRelations(
            community.DistrictId, community.SubdistrictId, community.PropertyFirmId, community.OwnersCommitteeId,
            [.. db.Contracts.Where(contract => contract.AssetId == id).Select(contract => contract.FirmId)],
            [.. db.Policies.Where(policy => policy.Assets.Any(item => item.AssetId == id)).Select(policy => policy.InsurerId)]));
    });
}
