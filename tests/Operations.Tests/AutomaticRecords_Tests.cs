using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Inspections;
using Facilities.Operations.Proofs;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>Records that telemetry writes: one per asset and day, from what was measured, and none where nothing was.</summary>
public sealed class AutomaticRecords_Tests
{
    private const string Jockey = "fire-pump-jockey";
    private const string SelfTest = "emergency-light-function";
    private const string Discharge = "emergency-light-discharge";
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void Every_reading_of_a_duty_is_a_point_of_its_asset() =>
        InspectionTemplates.All.SelectMany(template => template.Steps.Where(step => step.Reading is not null).Select(step => AssetTemplateCatalog.Load()[template.AssetType].Point(step.Reading!.Point))).ShouldAllBe(point => point != null);

    [Fact]
    public void A_step_that_fails_opens_a_fault_of_a_family_that_its_asset_has() =>
        InspectionTemplates.All.Where(template => AssetTemplateCatalog.Load().TryGet(template.AssetType, out _))
            .SelectMany(template => template.Steps.Where(step => AssetTemplateCatalog.Load()[template.AssetType].Family(step.FailFamily) is null).Select(step => $"{template.Key} {step.Key} {step.FailFamily}")).ShouldBeEmpty();

    [Fact]
    public async Task A_day_of_the_jockey_pump_is_one_record_with_its_coverage()
    {
        await using var site = await PumpAsync();
        Measure(site, Today.AddDays(1), starts: 2);
        (await NextDayAsync(site, Today.AddDays(2))).ShouldBe(1);
        (await site.Get<AutomaticRecords>().RunAsync(default)).ShouldBe(0, "it is written once");

        var detail = await DetailAsync(site, Today.AddDays(1));
        detail.Row.State.ShouldBe(InspectionState.Done);
        detail.Coverage.ShouldNotBeNull().ShouldBeGreaterThan(0.99);
        (detail.SignedBy.Count, detail.Row.DoneBy, detail.Doubts.Count).ShouldBe((0, null, 0));
        detail.Steps.Select(step => (step.Key, step.InOrder, step.Value)).ShouldBe([("starts", true, 48), ("starts_hour", true, 2), ("pressure_low", true, 0.19), ("pressure_high", true, 0.21)]);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "inspection"))).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_measured_beyond_its_limit_is_in_the_record_as_it_was()
    {
        await using var site = await PumpAsync();
        Measure(site, Today.AddDays(1), starts: 16);
        await NextDayAsync(site, Today.AddDays(2));
        var step = (await DetailAsync(site, Today.AddDays(1))).Steps.Single(step => step.Key == "starts_hour");
        (step.InOrder, step.Value).ShouldBe((false, 16));
        (await site.FaultsAsync()).ShouldBeEmpty("the detectors watch the same point");
    }

    [Fact]
    public async Task Without_data_there_is_no_record_and_the_day_is_missed()
    {
        await using var site = await PumpAsync();
        // Half of a day is no day.
        Measure(site, Today.AddDays(1), starts: 2, hours: 12);
        (await NextDayAsync(site, Today.AddDays(2))).ShouldBe(0);
        (await DetailAsync(site, Today.AddDays(1))).Row.State.ShouldBe(InspectionState.Overdue);
        (await NextDayAsync(site, Today.AddDays(3))).ShouldBe(0);
        (await DetailAsync(site, Today.AddDays(1))).Row.State.ShouldBe(InspectionState.Missed);
    }

    [Fact]
    public async Task What_comes_late_makes_the_record_for_a_week()
    {
        await using var site = await PumpAsync();
        await NextDayAsync(site, Today.AddDays(4));
        Measure(site, Today.AddDays(1), starts: 2);
        (await site.Get<AutomaticRecords>().RunAsync(default)).ShouldBe(0, "it was looked for just now");
        (await NextDayAsync(site, Today.AddDays(5))).ShouldBe(1);
        (await DetailAsync(site, Today.AddDays(1))).Row.State.ShouldBe(InspectionState.Done);

        await NextDayAsync(site, Today.AddDays(12));
        Measure(site, Today.AddDays(3), starts: 2);
        (await site.Get<AutomaticRecords>().RunAsync(default)).ShouldBe(0);
        (await DetailAsync(site, Today.AddDays(3))).Row.State.ShouldBe(InspectionState.Missed);
    }

    [Fact]
    public async Task The_self_test_of_an_emergency_light_is_its_record()
    {
        var (site, lights) = await LightsAsync(1, SelfTest);
        await using var ended = site;
        var light = lights[0];
        var day = Midnight(Today.AddDays(20));
        Test(site, light, day);

        (await NextDayAsync(site, Today.AddDays(20))).ShouldBe(0, "the day isn't over");
        (await NextDayAsync(site, Today.AddDays(21))).ShouldBe(0, "what may belong to it isn't in yet");
        site.Time.Advance(TimeSpan.FromHours(1));
        (await site.Get<AutomaticRecords>().RunAsync(default)).ShouldBe(1);

        var items = await site.ReadAsync(db => db.InspectionItems.AsNoTracking().Where(item => item.AssetId == light).OrderBy(item => item.DueDate).ToListAsync());
        (items[0].State, items[0].StartedAt).ShouldBe((InspectionState.Done, day.AddHours(3)));
        items[1].DueDate.ShouldBe(Today.AddDays(20).AddMonths(1), "an early test brings the next one forward");
    }

    [Fact]
    public async Task What_cannot_be_recorded_keeps_nobody_from_being_looked_at_and_is_not_searched_again_and_again()
    {
        // More than a run looks at, all without data but the last.
        var (site, lights) = await LightsAsync(501, SelfTest);
        await using var ended = site;
        Test(site, lights[^1], Midnight(Today.AddDays(1)));
        site.Time.Advance(Midnight(Today.AddDays(2)).AddHours(1) - site.Now);
        var records = site.Get<AutomaticRecords>();
        (await records.RunAsync(default)).ShouldBe(0);
        (await records.RunAsync(default)).ShouldBe(1);

        site.Store.ThrowsOn = new Telemetry.SourceId(lights[0].Value);
        await records.RunAsync(default);
        var looks = await site.ReadAsync(db => db.RecordLooks.AsNoTracking().ToListAsync());
        looks.Count.ShouldBe(500);
        looks.ShouldAllBe(look => look.LookAgainAt > site.Now && look.Through == null, "nothing was heard of that day: it may come late");
    }

    [Fact]
    public async Task A_day_that_was_heard_of_throughout_is_searched_once()
    {
        var (site, lights) = await LightsAsync(1, SelfTest);
        await using var ended = site;
        site.Series.Fill(lights[0].Value, Mode(site), Midnight(Today), Midnight(Today.AddDays(3)), TimeSpan.FromMinutes(1), _ => 0);
        (await NextDayAsync(site, Today.AddDays(2), hours: 1)).ShouldBe(0);
        (await site.ReadAsync(db => db.RecordLooks.SingleAsync())).Through.ShouldBe(Today.AddDays(1));
        (await NextDayAsync(site, Today.AddDays(6), hours: 1)).ShouldBe(0);
        (await site.ReadAsync(db => db.RecordLooks.SingleAsync())).Through.ShouldBe(Today.AddDays(2), "the days after it were silent");
        // What comes late for a silent day is found.
        Test(site, lights[0], Midnight(Today.AddDays(4)));
        (await NextDayAsync(site, Today.AddDays(7), hours: 1)).ShouldBe(1);
        (await site.ReadAsync(db => db.RecordLooks.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_light_that_was_out_of_service_for_long_is_searched_again_from_where_it_is_back()
    {
        var (site, lights) = await LightsAsync(1, SelfTest);
        await using var ended = site;
        await NextDayAsync(site, Today.AddDays(3), hours: 1);
        await InServiceAsync(light => light.TakeOutOfService(Today));
        // Without planning, so that the duty stands.
        site.Time.Advance(TimeSpan.FromDays(20));
        (await site.Get<AutomaticRecords>().RunAsync(default)).ShouldBe(0);
        await InServiceAsync(light => light.ReturnToService());
        (await site.Get<AutomaticRecords>().RunAsync(default)).ShouldBe(0);
        (await site.ReadAsync(db => db.RecordLooks.SingleAsync())).LookAgainAt.ShouldBeGreaterThan(site.Now);

        Task InServiceAsync(Action<Domain.Assets.Asset> change) => site.Get<FacilitiesWriter>().WriteAsync(
            async (unit, token) => change(await unit.Db.Assets.FirstAsync(asset => asset.Id == lights[0], token)), default);
    }

    [Fact]
    public async Task A_yearly_test_is_the_monthly_one_too_and_its_telemetry_is_kept()
    {
        var (site, lights) = await LightsAsync(1, SelfTest, Discharge);
        await using var ended = site;
        var started = Midnight(Today.AddDays(20)).AddHours(14);
        Discharged(site, lights[0], started);
        (await NextDayAsync(site, Today.AddDays(21), hours: 20)).ShouldBe(0, "it may still be charging");
        (await NextDayAsync(site, Today.AddDays(22), hours: 2)).ShouldBe(1);

        var items = await site.ReadAsync(db => db.InspectionItems.AsNoTracking().Where(item => item.State == InspectionState.Done).ToListAsync());
        var yearly = items.Single(item => item.TemplateKey == Discharge);
        yearly.StartedAt.ShouldBe(started.AddSeconds(60));
        items.Single(item => item.TemplateKey == SelfTest).CoveredBy.ShouldBe(Discharge);
        (await site.ReadAsync(db => db.EvidencePins.SingleAsync())).SubjectId.ShouldBe(yearly.Id.Value);
    }

    [Fact]
    public async Task A_pump_that_cannot_be_read_keeps_back_no_other()
    {
        await using var site = await PumpAsync();
        var other = (await site.AddAssetsAsync("fire-pump", 1))[0];
        await site.ContractAsync([other]);
        await site.Get<InspectionPlanning>().RunAsync(default);
        Measure(site, Today.AddDays(1), starts: 2);
        Measure(site, Today.AddDays(1), starts: 3, pump: other);
        site.Store.ThrowsOn = new Telemetry.SourceId(site.FirePump.Value);
        (await NextDayAsync(site, Today.AddDays(2))).ShouldBe(1);
        site.Store.ThrowsOn = null;
        site.Time.Advance(TimeSpan.FromHours(1));
        (await site.Get<AutomaticRecords>().RunAsync(default)).ShouldBe(1);
    }

    /// <summary>Lights under contract with some duties.</summary>
    private static async Task<(TestSite Site, IReadOnlyList<AssetId> Lights)> LightsAsync(int count, params string[] duties)
    {
        var site = await TestSite.StartAsync(inspections: new InspectionOptions { Templates = duties });
        var lights = await site.AddAssetsAsync("emergency-light", count);
        await site.ContractAsync(lights);
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            foreach (var light in await unit.Db.Assets.Where(asset => lights.Contains(asset.Id)).ToListAsync(token)) light.SetAttributes([new("required_min", "90")]);
        }, default);
        await site.Get<InspectionPlanning>().RunAsync(default);
        return (site, lights);
    }

    private static ushort Mode(TestSite site) => site.Get<AssetTemplateCatalog>()["emergency-light"].PointTable["mode"].No;

    /// <summary>On the mains all around, and 70 seconds of emergency at three in the morning.</summary>
    private static void Test(TestSite site, AssetId light, DateTimeOffset day)
    {
        site.Series.Fill(light.Value, Mode(site), day.AddDays(-1), day.AddDays(2), TimeSpan.FromMinutes(1), _ => 0);
        for (var second = 0; second < 70; second++) site.Series.Add(light.Value, Mode(site), day.AddHours(3).AddSeconds(second).ToUnixTimeMilliseconds(), 1);
        site.Series.Add(light.Value, Mode(site), day.AddHours(3).AddSeconds(70).ToUnixTimeMilliseconds(), 2);
    }

    /// <summary>The light reports an honest yearly discharge.</summary>
    private static void Discharged(TestSite site, AssetId light, DateTimeOffset started)
    {
        foreach (var (at, values) in new WorkPlay(site.Get<ProofRules>().All.Single(rule => rule.Key == "emergency-discharge")).Honest().Reports)
            if (values.TryGetValue("mode", out var mode)) site.Series.Add(light.Value, Mode(site), at + started.ToUnixTimeMilliseconds() - WorkPlay.Start, mode);
    }

    private static async Task<TestSite> PumpAsync()
    {
        var site = await TestSite.StartAsync(inspections: new InspectionOptions { Templates = [Jockey] });
        await site.Get<InspectionPlanning>().RunAsync(default);
        return site;
    }

    /// <summary>A quarter past midnight of a day, or some hours later: plans, and writes what can be written.</summary>
    private static async Task<int> NextDayAsync(TestSite site, DateOnly day, int hours = 0)
    {
        site.Time.Advance(Midnight(day).AddHours(hours).AddMinutes(15) - site.Now);
        await site.Get<InspectionPlanning>().RunAsync(default);
        return await site.Get<AutomaticRecords>().RunAsync(default);
    }

    private static void Measure(TestSite site, DateOnly day, double starts, int hours = 24, AssetId? pump = null)
    {
        var source = (pump ?? site.FirePump).Value;
        var points = site.Get<AssetTemplateCatalog>()["fire-pump"].PointTable;
        var (from, to) = (Midnight(day), Midnight(day).AddHours(hours));
        site.Series.Fill(source, points["jockey_starts_h"].No, from, to, TimeSpan.FromHours(1), _ => starts);
        site.Series.Fill(source, points["hydrant_static_mpa"].No, from, to, TimeSpan.FromMinutes(1), n => n % 2 == 0 ? 0.19 : 0.21);
    }

    private static async Task<InspectionDetail> DetailAsync(TestSite site, DateOnly due)
    {
        var id = await site.ReadAsync(db => db.InspectionItems.Where(item => item.TemplateKey == Jockey && item.DueDate == due).Select(item => item.Id).FirstAsync());
        return (await site.Get<InspectionQueries>().GetAsync(site.Manager, id, default)).ShouldNotBeNull();
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8));
}
