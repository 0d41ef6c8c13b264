using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Models;
using Facilities.Operations.Explanations;
using Facilities.Operations.Models;
using Facilities.Storage.Relational.Notifications;
using Facilities.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Operations.Tests.Models;

/// <summary>From stored hours to a model, its shadow, its alarms and what people make of them.</summary>
public sealed class Models_Tests
{
    [Fact]
    public async Task A_model_is_trained_at_night_passes_its_shadow_and_tells_of_a_slow_loss()
    {
        await using var site = await TestSite.StartAsync();
        site.Fill(site.FirePump, -40, 30, day => day < 12 ? 0 : -0.0015 * (day - 12));

        (await site.TrainAsync()).ShouldBe(0, "it is ten in the morning");
        await site.LiveAsync(1, 4);
        var model = (await site.ModelsAsync()).ShouldHaveSingleItem();
        (model.State, model.Version, model.ShadowAlarms).ShouldBe((ModelState.Shadow, 1, 0));
        await site.LiveAsync(4, 10);
        (await site.ModelsAsync()).ShouldHaveSingleItem().State.ShouldBe(ModelState.Active);
        (await site.FindingsAsync()).ShouldBeEmpty();

        await site.LiveAsync(10, 30);

        var finding = (await site.FindingsAsync()).Where(finding => finding.RuleKey == "model:recent").ShouldHaveSingleItem();
        (finding.Signal, finding.DeviationUnit).ShouldBe(("hydrant_static_mpa", "Sigma"));
        finding.Value!.Value.ShouldBeLessThan(finding.Expected!.Value);
        finding.OnsetAt.ShouldBeInRange(ModelBench.Day(12), ModelBench.Day(26), "six times the least spread are passed after twelve days");
        finding.FaultId.ShouldNotBeNull();
        finding.Evidence.Count.ShouldBeGreaterThan(1);
        var explained = (await site.Get<FaultExplanations>().OfAsync(site.Manager.Scope, finding.FaultId.Value, default))!;
        (explained.Signals[0].Key, explained.Signals[0].Measure, explained.Signals[0].Moves).ShouldBe(("hydrant_static_mpa", SignalMeasure.Learned, SignMove.Down));
        explained.Signals[0].Limit!.Value.ShouldBeGreaterThanOrEqualTo(6);
        explained.Signals[0].Baseline!.Value.ShouldBe(0.26, 0.01);
    }

    [Fact]
    public async Task A_loss_within_the_shadow_is_told_of_when_it_is_over()
    {
        await using var site = await TestSite.StartAsync();
        site.Fill(site.FirePump, -40, 30, day => day < 5 ? 0 : -0.03);

        await site.LiveAsync(1, 8);
        (await site.FindingsAsync()).ShouldBeEmpty();
        (await site.ModelsAsync()).ShouldHaveSingleItem().ShadowAlarms.ShouldBe(1);
        await site.LiveAsync(8, 12);

        (await site.FindingsAsync()).ShouldContain(finding => finding.RuleKey == "model:recent");
    }

    [Fact]
    public async Task One_that_alarms_again_and_again_in_its_shadow_never_may()
    {
        await using var site = await TestSite.StartAsync();
        // A day down, then quiet until the cool-down is over.
        site.Fill(site.FirePump, -40, 40, day => day is > 3 and < 4 or > 8.5 and < 9.5 ? -0.06 : 0);

        await site.LiveAsync(1, 20, new ModelOptions { Shadow = TimeSpan.FromDays(14) });

        (await site.FindingsAsync()).ShouldBeEmpty();
        var model = (await site.ModelsAsync())[0];
        (model.State, model.End).ShouldBe((ModelState.Retired, ModelEnd.Restless));
        model.ActiveSince.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_a_fault_or_somebodys_work_is_not_learned()
    {
        await using var site = await TestSite.StartAsync();
        site.Fill(site.FirePump, -2, 39, day => day is > 10 and < 20 ? -0.05 : 0);
        site.GoTo(10);
        var finding = site.Raise(site.FirePump, "hydrant-low", "static-low", "hydrant_static_mpa");
        await site.ApplyAsync(finding);
        site.GoTo(20);
        await site.ApplyAsync(site.Clear(finding));
        await site.ReadAsync(async db => await db.Faults.ExecuteUpdateAsync(set => set.SetProperty(fault => fault.EndedAt, ModelBench.Day(20))));
        site.GoTo(38 + (2 / 24.0));

        await site.TrainAsync();

        var model = (await site.ModelsAsync()).ShouldHaveSingleItem();
        model.Rows.ShouldBeInRange(24 * 26, 24 * 30, "the days of the fault and one before it are missing");
        (await site.Get<ModelQueries>().OfAsync(Scope.Everything, site.FirePump, default))!.Single(row => row.Baseline == ModelBaseline.Recent).Signals
            .Single(signal => signal.Point == "hydrant_static_mpa").Spread.ShouldBeLessThan(0.005);
    }

    [Fact]
    public async Task A_month_without_data_raises_nothing_and_passes_no_shadow()
    {
        await using var site = await TestSite.StartAsync();
        site.Fill(site.FirePump, -40, 2);
        site.Fill(site.FirePump, 35, 35.9);

        await site.LiveAsync(1, 37);

        (await site.FindingsAsync()).ShouldBeEmpty();
        (await site.ModelsAsync())[0].ActiveSince.ShouldBeNull();
    }

    [Fact]
    public async Task A_night_goes_on_where_it_stopped_also_in_another_process()
    {
        await using var site = await TestSite.StartAsync();
        var pumps = await site.AddAssetsAsync("fire-pump", 5);
        foreach (var pump in pumps.Prepend(site.FirePump)) site.Fill(pump, -30, 1);
        site.GoTo(1 + (2 / 24.0));

        // One asset, because the budget is spent.
        (await site.Get<ModelTraining>().RunAsync(100, TimeSpan.Zero, default)).ShouldBe(1);
        (await site.ReadAsync(db => db.RunProgress.SingleAsync(run => run.Name == ModelTraining.Run))).EndedAt.ShouldBeNull();
        var another = ActivatorUtilities.CreateInstance<ModelTraining>(site.Get<IServiceProvider>());
        (await another.RunAsync(100, ModelBench.Long, default)).ShouldBeGreaterThanOrEqualTo(5);

        var run = await site.ReadAsync(db => db.RunProgress.SingleAsync(run => run.Name == ModelTraining.Run));
        run.EndedAt.ShouldNotBeNull();
        (await site.ModelsAsync()).Select(model => model.AssetId).ShouldBe([site.FirePump, .. pumps], ignoreOrder: true);
        (await another.RunAsync(100, ModelBench.Long, default)).ShouldBe(0, "the night's round is through");
    }

    [Fact]
    public async Task A_look_whose_budget_is_spent_goes_on_with_those_that_wait_longest()
    {
        await using var site = await TestSite.StartAsync();
        var pumps = await site.AddAssetsAsync("fire-pump", 2);
        foreach (var pump in pumps.Prepend(site.FirePump)) site.Fill(pump, -30, 3);
        site.GoTo(1 + (2 / 24.0));
        await site.TrainAsync();
        await site.ScanAsync();
        var before = (await site.ModelsAsync()).Select(model => model.ScannedThrough).Distinct().ShouldHaveSingleItem();
        site.GoTo(2);

        (await site.Get<ModelScan>().RunAsync(100, TimeSpan.Zero, default)).ShouldBe(1, "one asset, because the budget is spent");
        (await site.ReadAsync(db => db.RunProgress.SingleAsync(run => run.Name == ModelScan.Run))).EndedAt.ShouldBeNull();
        (await site.ModelsAsync()).Count(model => model.ScannedThrough > before).ShouldBe(1);
        (await ActivatorUtilities.CreateInstance<ModelScan>(site.Get<IServiceProvider>()).RunAsync(100, ModelBench.Long, default)).ShouldBe(2, "those that were left");

        (await site.ReadAsync(db => db.RunProgress.SingleAsync(run => run.Name == ModelScan.Run))).EndedAt.ShouldNotBeNull();
        (await site.ModelsAsync()).ShouldAllBe(model => model.ScannedThrough > before);
    }

    [Fact]
    public async Task While_the_store_is_away_nothing_counts_as_judged()
    {
        await using var site = await TestSite.StartAsync();
        site.Fill(site.FirePump, -40, 3);
        await site.LiveAsync(1, 2);
        var before = (await site.ModelsAsync()).ShouldHaveSingleItem().ScannedThrough;
        site.GoTo(2);
        site.Store.Away = new StoreUnavailableException("connection-refused", "Nobody listens.");
        await Should.ThrowAsync<StoreUnavailableException>(() => site.ScanAsync());
        (await site.ModelsAsync()).ShouldHaveSingleItem().ScannedThrough.ShouldBe(before);
        site.Store.Away = null;

        await site.ScanAsync();

        (await site.ModelsAsync()).ShouldHaveSingleItem().ScannedThrough.ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task Hours_are_judged_once_whoever_looks_and_how_often()
    {
        await using var site = await TestSite.StartAsync();
        site.Fill(site.FirePump, -40, 30, day => day < 12 ? 0 : -0.03);
        await site.LiveAsync(1, 14);
        var told = await site.FindingsAsync();

        (await site.ScanAsync()).ShouldBe(0);
        await ActivatorUtilities.CreateInstance<ModelScan>(site.Get<IServiceProvider>()).RunAsync(100, ModelBench.Long, default);

        (await site.FindingsAsync()).Count.ShouldBe(told.Count);
    }

    [Fact]
    public async Task Rolled_back_the_one_before_alarms_again_and_what_stood_is_over()
    {
        await using var site = await TestSite.StartAsync();
        site.Fill(site.FirePump, -40, 60, day => day < 45 ? 0 : -0.03);
        await site.LiveAsync(1, 48);
        var models = await site.ModelsAsync();
        models.Select(model => (model.Version, model.State)).ShouldBe([(1, ModelState.Retired), (2, ModelState.Active)]);
        (await site.FindingsAsync()).ShouldContain(finding => finding.RuleKey == "model:recent" && finding.ClearedAt == null);

        await Should.ThrowAsync<RuleViolation>(() => site.Get<ModelActions>().RollBackAsync(site.Crew, site.FirePump, ModelBaseline.Recent, default));
        await Should.ThrowAsync<RuleViolation>(() => site.Get<ModelActions>().RollBackAsync(site.Manager, site.OtherLift, ModelBaseline.Recent, default));
        await site.Get<ModelActions>().RollBackAsync(site.Manager, site.FirePump, ModelBaseline.Recent, default);
        site.GoTo(47 + (4 / 24.0));
        await site.ScanAsync();

        (await site.ModelsAsync()).Select(model => (model.Version, model.State, model.End)).ShouldBe([(1, ModelState.Active, null), (2, ModelState.Retired, ModelEnd.RolledBack)]);
        (await site.FindingsAsync()).ShouldNotContain(finding => finding.RuleKey == "model:recent" && finding.ClearedAt == null);
        await site.Get<ModelActions>().RollBackAsync(site.Admin, site.FirePump, ModelBaseline.Recent, default);
        (await site.ModelsAsync()).ShouldAllBe(model => model.State == ModelState.Retired);
        await Should.ThrowAsync<RuleViolation>(() => site.Get<ModelActions>().RollBackAsync(site.Admin, site.FirePump, ModelBaseline.Recent, default));
    }

    [Fact]
    public async Task Operation_that_left_its_training_is_told_to_managers_and_not_to_crews_and_raises_no_fault()
    {
        await using var site = await TestSite.StartAsync();
        site.Fill(site.FirePump, -40, 20, room: day => day < 9 ? 0 : 25, pressure: day => day < 9 ? 0 : 0.0125);

        await site.LiveAsync(1, 18);

        (await site.FindingsAsync()).ShouldBeEmpty();
        (await site.ModelsAsync())[0].DriftSince.ShouldNotBeNull();
        var notice = (await site.ReadAsync(db => db.Notices.Where(notice => notice.Kind == NoticeKind.ModelDrifted).ToListAsync())).ShouldHaveSingleItem();
        notice.Recipients.Contains(site.Manager.User!.Value).ShouldBeTrue();
        notice.Recipients.Contains(site.Admin.User!.Value).ShouldBeTrue();
        notice.Recipients.Contains(site.Crew.User!.Value).ShouldBeFalse();
    }

    [Fact]
    public async Task Marks_move_the_limit_and_two_false_alarms_send_it_back_to_its_shadow()
    {
        ModelTrust.LimitOf(6, 0, 1).ShouldBe(6.9, 0.001);
        ModelTrust.LimitOf(6, 1, 0).ShouldBe(5.7, 0.001);
        (ModelTrust.LimitOf(6, 50, 0), ModelTrust.LimitOf(6, 0, 50)).ShouldBe((ModelTrust.LeastLimit, ModelTrust.MostLimit));

        await using var site = await TestSite.StartAsync();
        site.Fill(site.FirePump, -40, 60, day => day is > 12 and < 14 or > 22 and < 24 ? -0.06 : 0);
        await site.LiveAsync(1, 14);
        await RejectAsync(site);
        await site.LiveAsync(14, 15);
        var model = (await site.ModelsAsync())[0];
        (model.State, model.FalseAlarms).ShouldBe((ModelState.Active, 1));
        model.Limit.ShouldBe(Math.Min(model.TrainedLimit * 1.15, ModelTrust.MostLimit), 0.001);

        await site.LiveAsync(15, 24);
        await RejectAsync(site);
        await site.LiveAsync(24, 25);

        (await site.ModelsAsync())[0].State.ShouldBe(ModelState.Shadow);
    }

    private static async Task RejectAsync(TestSite site)
    {
        var fault = (await site.FaultsAsync()).Single(fault => fault.Finding?.RuleKey == "model:recent");
        await site.ActAsync(site.Dispatcher, fault.Id, FaultAction.Reject, command => command with { Reason = ReasonCodes.RejectFalseAlarm });
    }
}
