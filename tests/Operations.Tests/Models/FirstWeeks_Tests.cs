using Facilities.Domain.Models;
using Facilities.Operations.Assets;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Models;

/// <summary>An asset against its own first healthy weeks.</summary>
public sealed class FirstWeeks_Tests
{
    [Fact]
    public async Task A_newly_commissioned_pump_has_a_baseline_after_four_weeks_and_its_slow_loss_is_found_against_it()
    {
        await using var site = await TestSite.StartAsync();
        await CommissionAsync(site, new DateOnly(2026, 3, 3));
        // Before that day the fitters worked on it. Then a loss so slow that a model of the last weeks follows it.
        site.Fill(site.FirePump, -20, 1, _ => -0.1);
        site.Fill(site.FirePump, 1, 120, day => day < 40 ? 0 : -0.0003 * (day - 40));

        await site.LiveAsync(1, 28);
        (await site.ModelsAsync(ModelBaseline.First)).ShouldBeEmpty("the first weeks aren't over");
        (await site.FindingsAsync()).ShouldBeEmpty();
        await site.LiveAsync(28, 40);
        var model = (await site.ModelsAsync(ModelBaseline.First)).ShouldHaveSingleItem();
        (model.State, model.TrainedFrom, model.TrainedTo).ShouldBe((ModelState.Active, ModelBench.Day(1), ModelBench.Day(29)));
        await site.LiveAsync(40, 110);

        (await site.ModelsAsync(ModelBaseline.First)).ShouldHaveSingleItem().TrainedTo.ShouldBe(ModelBench.Day(29), "it is kept");
        var finding = (await site.FindingsAsync()).Where(finding => finding.RuleKey == "model:first").ShouldHaveSingleItem();
        (finding.Signal, finding.Expected!.Value > finding.Value!.Value).ShouldBe(("hydrant_static_mpa", true));
    }

    [Fact]
    public async Task Of_which_nothing_is_known_the_first_weeks_seen_are_taken()
    {
        await using var site = await TestSite.StartAsync();
        site.Fill(site.FirePump, -40, 2);

        await site.LiveAsync(1, 2);

        var model = (await site.ModelsAsync(ModelBaseline.First)).ShouldHaveSingleItem();
        (model.TrainedTo - model.TrainedFrom).ShouldBe(TimeSpan.FromDays(28));
        model.TrainedFrom.ShouldBeInRange(ModelBench.Day(-41), ModelBench.Day(-39));
    }

    [Fact]
    public async Task Before_any_telemetry_there_is_none()
    {
        await using var site = await TestSite.StartAsync();
        await site.LiveAsync(1, 3);
        (await site.ReadAsync(db => db.AssetModels.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_confirmed_repair_begins_new_first_weeks()
    {
        await using var site = await TestSite.StartAsync();
        site.Fill(site.FirePump, -40, 60);
        await site.LiveAsync(1, 2);
        await site.ApplyAsync(site.Raise(site.FirePump, "jockey-starts", "leak", "jockey_starts_h"));
        var ended = site.Now.AddDays(1);
        await site.ReadAsync(async db => await db.Faults.ExecuteUpdateAsync(set => set.SetProperty(fault => fault.EndedAt, ended).SetProperty(fault => fault.State, Domain.Faults.FaultState.Closed).SetProperty(fault => fault.OpenFamily, (string?)null)));
        await site.ReadAsync(async db => await db.Findings.ExecuteUpdateAsync(set => set.SetProperty(finding => finding.ClearedAt, ended)));

        await site.LiveAsync(2, 34);

        var models = await site.ModelsAsync(ModelBaseline.First);
        models.Count.ShouldBe(2);
        models[0].End.ShouldBe(ModelEnd.Repaired);
        models[1].TrainedFrom.ShouldBe(ended, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Another_sensor_begins_new_first_weeks()
    {
        await using var site = await TestSite.StartAsync();
        // The new one reads two hundredths higher.
        site.Fill(site.FirePump, -40, 36, pressure: day => day < 2 ? 0 : 0.02);
        await site.LiveAsync(1, 2);
        site.GoTo(2);
        await site.Get<AssetRegistry>().SetThresholdAsync(site.Manager, site.FirePump, "point:hydrant_static_mpa", "replaced", ModelBench.Day(2).ToUnixTimeSeconds(), "new", default);

        await site.LiveAsync(2, 34);

        (await site.ModelsAsync(ModelBaseline.First))[^1].TrainedFrom.ShouldBe(ModelBench.Day(2));
    }

    private static Task<int> CommissionAsync(TestSite site, DateOnly day) =>
        site.ReadAsync(async db => await db.Assets.Where(asset => asset.Id == site.FirePump).ExecuteUpdateAsync(set => set.SetProperty(asset => asset.CommissionedOn, day)));
}
