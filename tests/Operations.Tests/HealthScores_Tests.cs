using Facilities.Domain;
using Facilities.Operations.Assets;
using Facilities.Operations.Health;
using Facilities.Operations.Templates;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>Health of assets: scored once a day within a budget, and as of now when somebody asks.</summary>
public sealed class HealthScores_Tests
{
    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_asset_that_never_reported_has_no_score_and_says_why()
    {
        await using var site = await TestSite.StartAsync();
        await RunAsync(site);

        var health = await OfAsync(site);

        (health.Score, health.Coverage, health.IsProvisional).ShouldBe((null, null, false));
        health.Reasons.ShouldHaveSingleItem().Text.Code.ShouldBe(ReasonCodes.HealthNeverSeen);
        health.History.ShouldHaveSingleItem().Score.ShouldBeNull();
    }

    [Fact]
    public async Task A_fault_shows_at_once_as_provisional_and_is_stored_the_next_day()
    {
        await using var site = await TestSite.StartAsync();
        See(site, days: 10);
        await RunAsync(site);
        (await OfAsync(site)).ShouldSatisfyAllConditions(health => health.Score.ShouldBe(100), health => health.IsProvisional.ShouldBeFalse());

        await site.ApplyAsync(site.Raise(site.Lift, "brake-release", "brake-wear", "brake_release_ms"));
        (await OfAsync(site)).ShouldSatisfyAllConditions(health => health.Score.ShouldBe(76), health => health.IsProvisional.ShouldBeTrue(), health => health.Reasons[0].Text.Code.ShouldBe(ReasonCodes.HealthFault));

        site.Time.Advance(TimeSpan.FromDays(1));
        See(site, days: 1);
        (await RunAsync(site)).ShouldBeGreaterThan(0);
        var next = await OfAsync(site);
        (next.Score, next.IsProvisional).ShouldBe((76, false));
        next.History.Select(day => day.Score).ShouldBe([100, 76]);
    }

    [Fact]
    public async Task Each_asset_is_scored_once_a_day_and_a_budget_leaves_the_rest_for_later()
    {
        await using var site = await TestSite.StartAsync();
        (await site.Get<AssetHealthScores>().RunAsync(2, Ample, default)).ShouldBe(2);
        (await site.Get<AssetHealthScores>().RunAsync(10, TimeSpan.Zero, default)).ShouldBe(0);
        (await site.Get<AssetHealthScores>().RunAsync(10, Ample, default)).ShouldBe(1);
        (await site.Get<AssetHealthScores>().RunAsync(10, Ample, default)).ShouldBe(0);
    }

    [Fact]
    public async Task Half_a_week_of_silence_leaves_no_score_whatever_else_is_known()
    {
        await using var site = await TestSite.StartAsync();
        See(site, days: 3);
        await RunAsync(site);
        (await OfAsync(site)).ShouldSatisfyAllConditions(health => health.Score.ShouldBeNull(), health => health.Reasons[0].Text.Code.ShouldBe(ReasonCodes.HealthNotScored));
    }

    [Fact]
    public async Task What_has_worn_since_the_first_weeks_takes_points_and_a_quieter_machine_does_not()
    {
        await using var site = await TestSite.StartAsync();
        See(site, days: 10);
        Days(site, "brake_release_ms", day => 200 + (day % 3) + (day >= 60 ? 60 : 0));
        Days(site, "vib_xy", day => day >= 60 ? 0.05 : 0.1);
        await RunAsync(site);

        var reason = (await OfAsync(site)).Reasons.ShouldHaveSingleItem();

        (reason.Text.Code, reason.Text.Parameters["point"]).ShouldBe((ReasonCodes.HealthWear, "brake_release_ms"));
        reason.Points.ShouldBe((60.0 / 201 - 0.1) / 0.05, 0.1);
    }

    [Fact]
    public async Task A_fault_that_came_again_counts_as_a_repeat()
    {
        await using var site = await TestSite.StartAsync();
        See(site, days: 10);
        var raised = site.Raise(site.Lift, "machine-room-hot", "machine-room", "machine_room_temp_c");
        await site.ApplyAsync(raised);
        var id = (await site.OnlyFaultAsync()).Id;
        await site.ApplyAsync(site.Clear(raised));
        await site.Get<Storage.Relational.FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var fault = await unit.Db.Faults.Include(item => item.Rounds).Include(item => item.History).FirstAsync(item => item.Id == id, token);
            unit.Db.Entry(fault).Property(item => item.ReopenCount).CurrentValue = 2;
        }, default);

        (await OfAsync(site)).Reasons.Select(reason => reason.Text.Code).ShouldBe([ReasonCodes.HealthRepeats, ReasonCodes.HealthFault]);
    }

    [Fact]
    public async Task Lists_are_sorted_by_it_the_worst_first_and_the_unscored_last()
    {
        await using var site = await TestSite.StartAsync();
        See(site, days: 10);
        See(site, days: 10, site.FirePump, "fire-pump");
        await site.ApplyAsync(site.Raise(site.FirePump, "not-auto", "not-auto", "selector"));
        await RunAsync(site);
        async Task<IEnumerable<int?>> Scores(bool descending) =>
            (await site.Get<AssetQueries>().ListAsync(site.Admin.Scope, new AssetFilter { Sort = AssetSort.Health, Descending = descending }, default)).Items.Select(row => row.Health);

        (await Scores(false)).ShouldBe([40, 100, null]);
        (await Scores(true)).ShouldBe([100, 40, null]);
    }

    [Fact]
    public async Task Who_does_not_see_the_asset_gets_nothing_and_a_store_that_is_away_leaves_what_was_known()
    {
        await using var site = await TestSite.StartAsync();
        (await site.Get<AssetHealthScores>().OfAsync(site.Stranger.Scope, site.Lift, default)).ShouldBeNull();
        See(site, days: 10);
        await RunAsync(site);
        site.Time.Advance(TimeSpan.FromDays(1));
        site.Store.Away = new StoreUnavailableException("connection-refused", "Nobody listens.");
        (await OfAsync(site)).ShouldSatisfyAllConditions(health => health.Score.ShouldBe(100), health => health.IsProvisional.ShouldBeTrue());
        await Should.ThrowAsync<StoreUnavailableException>(() => site.Get<AssetHealthScores>().RunAsync(10, Ample, default));
    }

    private static Task<int> RunAsync(TestSite site) => site.Get<AssetHealthScores>().RunAsync(100, Ample, default);

    /// <summary>A sign of life every minute up to now.</summary>
    private static void See(TestSite site, int days, AssetId? asset = null, string type = "elevator")
    {
        var point = site.Get<AssetTemplateCatalog>()[type].Points[0].Definition.No;
        site.Series.Fill((asset ?? site.Lift).Value, point, site.Now.AddDays(-days), site.Now, TimeSpan.FromMinutes(1), n => n % 5);
    }

    /// <summary>80 days of hourly values up to yesterday.</summary>
    private static void Days(TestSite site, string point, Func<int, double> value)
    {
        var no = site.Get<AssetTemplateCatalog>()["elevator"].PointTable[point].No;
        var first = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8)).AddDays(-80);
        site.Series.Fill(site.Lift.Value, no, first, first.AddDays(80), TimeSpan.FromHours(1), n => value(n / 24));
    }

    private static async Task<AssetHealthView> OfAsync(TestSite site) => (await site.Get<AssetHealthScores>().OfAsync(site.Manager.Scope, site.Lift, default)).ShouldNotBeNull();
}
