using Facilities.Detection;
using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Operations.Explanations;
using Facilities.Operations.Models;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Operations.Tests.Models;

/// <summary>Like pumps beside each other.</summary>
public sealed class Sisters_Tests
{
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task One_that_differs_from_all_others_for_three_days_is_told_of_from_four_on(int others, bool told)
    {
        await using var site = await WithPumpsAsync(others, day => day < -4 ? 0 : -0.12);

        await CompareAsync(site);

        var found = await site.FindingsAsync();
        found.Count.ShouldBe(told ? 1 : 0);
        if (!told) return;
        (found[0].RuleKey, found[0].AssetId, found[0].Signal).ShouldBe(("sister:hydrant_static_mpa", site.FirePump, "hydrant_static_mpa"));
        found[0].Expected!.Value.ShouldBeGreaterThan(found[0].Value!.Value);
        var explained = (await site.Get<FaultExplanations>().OfAsync(site.Manager.Scope, found[0].FaultId.ShouldNotBeNull(), default))!;
        (explained.Signals[0].Measure, explained.Signals[0].Moves, explained.Signals[0].Baseline).ShouldBe((SignalMeasure.Sisters, SignMove.Down, found[0].Expected));
        (await CompareAsync(site)).ShouldBe(0, "the hour's round is through");
    }

    [Fact]
    public async Task Two_days_are_too_few()
    {
        await using var site = await WithPumpsAsync(4, day => day < -1.5 ? 0 : -0.12);
        await CompareAsync(site);
        (await site.FindingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Silence_neither_begins_nor_ends_it_and_the_repair_does()
    {
        await using var site = await WithPumpsAsync(4, day => day < -4 ? 0 : -0.12);
        await CompareAsync(site);
        (await site.FindingsAsync()).ShouldHaveSingleItem();

        site.Time.Advance(TimeSpan.FromDays(4));
        await CompareAsync(site);
        (await site.FindingsAsync()).ShouldHaveSingleItem().ClearedAt.ShouldBeNull("nobody was heard");

        foreach (var pump in await PumpsAsync(site)) site.Fill(pump, 4, 6);
        site.GoTo(6);
        await CompareAsync(site);
        (await site.FindingsAsync()).ShouldHaveSingleItem().ClearedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task One_that_people_called_a_false_alarm_is_not_told_of_again()
    {
        await using var site = await WithPumpsAsync(4, day => day < -4 ? 0 : -0.12, untilDay: 8);
        await CompareAsync(site);
        var fault = (await site.FaultsAsync()).ShouldHaveSingleItem();
        await site.ActAsync(site.Dispatcher, fault.Id, FaultAction.Reject, command => command with { Reason = ReasonCodes.RejectFalseAlarm });
        var finding = (await site.FindingsAsync())[0];
        await site.ApplyAsync(ModelFindings.Gone(new Telemetry.SourceId(site.FirePump.Value), finding.RuleKey, finding.OnsetAt.ToUnixTimeMilliseconds(), site.Now.ToUnixTimeMilliseconds()));

        site.GoTo(5);
        await CompareAsync(site);

        (await site.FindingsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_round_whose_budget_is_spent_goes_on_with_the_next_firm()
    {
        await using var site = await WithPumpsAsync(3, _ => 0);
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var other = await unit.Db.Communities.SingleAsync(item => item.SiteCode == "jinxiu", token);
            unit.Db.Assets.AddRange(Enumerable.Range(0, 4).Select(n => new Asset(other.Id, null, "fire-pump", $"pump-{n}", $"pump {n}")));
        }, default);
        await site.Get<Operations.Assets.AssetDirectory>().RefreshAsync(default);
        var scan = site.Get<SisterScan>();

        (await scan.RunAsync(TimeSpan.Zero, default)).ShouldBe(1, "one firm's pumps, because the budget is spent");
        (await site.ReadAsync(db => db.RunProgress.SingleAsync(run => run.Name == SisterScan.Run))).EndedAt.ShouldBeNull();
        (await ActivatorUtilities.CreateInstance<SisterScan>(site.Get<IServiceProvider>()).RunAsync(ModelBench.Long, default)).ShouldBe(1, "the other firm's");

        (await site.ReadAsync(db => db.RunProgress.SingleAsync(run => run.Name == SisterScan.Run))).EndedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Where_all_are_alike_nobody_is_told_of()
    {
        await using var site = await WithPumpsAsync(4, _ => 0);
        await CompareAsync(site);
        (await site.FindingsAsync()).ShouldBeEmpty();
    }

    private static Task<int> CompareAsync(TestSite site) => site.Get<SisterScan>().RunAsync(ModelBench.Long, default);

    private static async Task<IReadOnlyList<AssetId>> PumpsAsync(TestSite site) =>
        await site.ReadAsync(async db => (IReadOnlyList<AssetId>)await db.Assets.Where(asset => asset.TypeKey == "fire-pump").Select(asset => asset.Id).ToListAsync());

    private static async Task<TestSite> WithPumpsAsync(int others, Func<double, double> pressure, double untilDay = 0.5)
    {
        var site = await TestSite.StartAsync();
        foreach (var pump in await site.AddAssetsAsync("fire-pump", others)) site.Fill(pump, -8, untilDay);
        site.Fill(site.FirePump, -8, untilDay, pressure);
        return site;
    }
}
