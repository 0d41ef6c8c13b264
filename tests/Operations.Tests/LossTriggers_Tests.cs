using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Domain.Permits;
using Facilities.Operations.Claims;
using Facilities.Operations.Crew;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class LossTriggers_Tests
{
    [Theory]
    // The border itself is no loss.
    [InlineData("fire-pump", "not-auto", "not-auto", "selector", 2, CoverKind.FirePumpUnavailable, 24 * 60, 0)]
    [InlineData("fire-pump", "not-auto", "not-auto", "selector", 2, CoverKind.FirePumpUnavailable, (24 * 60) + 1, 1)]
    [InlineData("booster-pump", "supply-short", "supply-short", "discharge_mpa", 0.39, CoverKind.LowWaterPressure, 4 * 60, 0)]
    [InlineData("booster-pump", "supply-short", "supply-short", "discharge_mpa", 0.39, CoverKind.LowWaterPressure, (4 * 60) + 1, 1)]
    [InlineData("booster-pump", "supply-short", "supply-short", "discharge_mpa", 0.41, CoverKind.LowWaterPressure, 9 * 60, 0)]
    [InlineData("booster-pump", "room-flood", "room-flood", "room_flood", 1, CoverKind.Flood, 10, 0)]
    [InlineData("booster-pump", "room-flood", "room-flood", "room_flood", 1, CoverKind.Flood, 11, 1)]
    [InlineData("elevator", "mains-off", "supply", "trips", 500, CoverKind.OutOfService, 24 * 60, 0)]
    [InlineData("elevator", "mains-off", "supply", "trips", 500, CoverKind.OutOfService, (24 * 60) + 1, 1)]
    [InlineData("elevator", "mains-off", "supply", "trips", 500, CoverKind.OutOfService, (72 * 60) + 1, 2)]
    public async Task A_loss_is_proposed_beyond_its_border(string type, string rule, string mode, string point, double value, CoverKind cover, int minutes, int step)
    {
        await using var site = await TestSite.StartAsync();
        var asset = await InsuredAsync(site, type, new Cover(cover, benefits: [Money.FromYuan(500), Money.FromYuan(1500)]));
        var t0 = site.Now;
        await site.ApplyAsync(site.Raise(asset, rule, mode, point));
        // The first reading shows what a counter stood at.
        Report(site, asset, type, point, value, t0.AddMinutes(-1), t0.AddMinutes(minutes));
        site.Time.AdvanceTo(t0.AddMinutes(minutes));

        (await site.Get<LossTriggers>().RunAsync(default)).ShouldBe(step > 0 ? 1 : 0);
        (await site.Get<LossTriggers>().RunAsync(default)).ShouldBe(0, "nothing new");

        var claims = await ClaimsAsync(site);
        claims.Count.ShouldBe(step > 0 ? 1 : 0);
        if (step == 0) return;
        var claim = claims[0];
        (claim.State, claim.Cover, claim.LossAt, claim.LossEndedAt, claim.ProvenDuration, claim.LossStep).ShouldBe((ClaimState.Candidate, cover, t0, null, TimeSpan.FromMinutes(minutes), step));
        claim.LossAmount.ShouldBe(Money.FromYuan(step == 1 ? 500 : 1500));
        claim.Trigger.ShouldEndWith("@1");
    }

    [Fact]
    public async Task A_gap_neither_starts_nor_lengthens_a_loss_and_it_goes_on_after_it()
    {
        await using var site = await TestSite.StartAsync();
        var pump = await InsuredAsync(site, "booster-pump", new Cover(CoverKind.LowWaterPressure));
        var t0 = site.Now;
        await site.ApplyAsync(site.Raise(pump, "supply-short", "supply-short", "discharge_mpa"));
        Report(site, pump, "booster-pump", "discharge_mpa", 0.2, t0, t0.AddHours(3));
        Report(site, pump, "booster-pump", "discharge_mpa", 0.2, t0.AddHours(8), t0.AddHours(8.5));
        site.Time.AdvanceTo(t0.AddHours(8.5));
        (await site.Get<LossTriggers>().RunAsync(default)).ShouldBe(0, "three and a half hours are proven of eight and a half");

        Report(site, pump, "booster-pump", "discharge_mpa", 0.2, t0.AddHours(8.5), t0.AddHours(9.5));
        Report(site, pump, "booster-pump", "discharge_mpa", 0.5, t0.AddHours(9.5), t0.AddHours(10));
        site.Time.AdvanceTo(t0.AddHours(10));
        (await site.Get<LossTriggers>().RunAsync(default)).ShouldBe(1);
        var claim = (await ClaimsAsync(site)).ShouldHaveSingleItem();
        (claim.LossAt, claim.LossEndedAt).ShouldBe((t0, t0.AddHours(9.5)));
        claim.ProvenDuration.ShouldBe(TimeSpan.FromHours(4.5) + TimeSpan.FromMinutes(1), "the last reading before the gap covers two expected minutes, one more than it came after");
        claim.LossAmount.ShouldBeNull("the terms name no sum: a surveyor says");
    }

    [Fact]
    public async Task What_is_planned_is_no_loss_and_neither_is_what_was_before_the_policy()
    {
        await using var site = await TestSite.StartAsync();
        var t0 = site.Now;
        var pump = await InsuredAsync(site, "booster-pump", new Cover(CoverKind.LowWaterPressure), t0.AddHours(1));
        await site.ApplyAsync(site.Raise(pump, "supply-short", "supply-short", "discharge_mpa"));
        Report(site, pump, "booster-pump", "discharge_mpa", 0.2, t0, t0.AddHours(6));
        site.Time.AdvanceTo(t0.AddHours(6));
        (await site.Get<LossTriggers>().RunAsync(default)).ShouldBe(0, "the loss began before the policy did");

        var second = await InsuredAsync(site, "booster-pump", new Cover(CoverKind.LowWaterPressure), t0.AddDays(-60), "P-3", "second");
        var t1 = site.Now;
        await site.Get<FacilitiesWriter>().WriteAsync((unit, _) =>
        {
            var community = unit.Db.Assets.Where(asset => asset.Id == second).Select(asset => asset.CommunityId).First();
            unit.Db.Permits.Add(new Permit("P-1", second, community, PermitKind.Work, ["hydraulics"], CodedText.Of("permit.maintenance"), t1.AddHours(1), t1.AddHours(4), null, null, site.Manager.Actor, t1));
            return Task.CompletedTask;
        }, default);
        await site.ApplyAsync(site.Raise(second, "supply-short", "supply-short", "discharge_mpa"));
        Report(site, second, "booster-pump", "discharge_mpa", 0.2, t1, t1.AddHours(6));
        site.Time.AdvanceTo(t1.AddHours(6));
        (await site.Get<LossTriggers>().RunAsync(default)).ShouldBe(0, "three of the six hours were planned");
        Report(site, second, "booster-pump", "discharge_mpa", 0.2, t1.AddHours(6), t1.AddHours(7.5));
        site.Time.AdvanceTo(t1.AddHours(7.5));
        (await site.Get<LossTriggers>().RunAsync(default)).ShouldBe(1);
        (await ClaimsAsync(site)).ShouldHaveSingleItem().ProvenDuration.ShouldBe(TimeSpan.FromHours(4.5));
    }

    [Fact]
    public async Task A_measured_value_is_a_loss_once_and_rain_makes_a_leak_one()
    {
        await using var site = await TestSite.StartAsync();
        var t0 = site.Now;
        var light = await InsuredAsync(site, "emergency-light", new Cover(CoverKind.EmergencyLight, benefits: [Money.FromYuan(80)]), number: "P-2", name: "light");
        var roof = await InsuredAsync(site, "structure", new Cover(CoverKind.RoofLeak, benefits: [Money.FromYuan(2000)]), number: "P-3", name: "roof");
        await site.ApplyAsync(site.Raise(light, "duration-short", "duration-short", "emergency_min"), site.Raise(roof, "leak", "leak", "leak"));
        Report(site, light, "emergency-light", "mode", 0, t0, t0.AddHours(3));
        Report(site, light, "emergency-light", "emergency_min", 21, t0.AddHours(1), t0.AddHours(2));
        Report(site, roof, "structure", "leak", 1, t0, t0.AddHours(6));
        Report(site, roof, "structure", "rain_mm_h", 10, t0, t0.AddHours(4));
        site.Time.AdvanceTo(t0.AddHours(4));
        (await site.Get<LossTriggers>().RunAsync(default)).ShouldBe(1);
        Report(site, roof, "structure", "rain_mm_h", 10.5, t0.AddHours(4), t0.AddHours(6));
        site.Time.AdvanceTo(t0.AddHours(6));
        (await site.Get<LossTriggers>().RunAsync(default)).ShouldBe(1);

        var claims = (await ClaimsAsync(site)).OrderBy(claim => claim.Cover).ToList();
        claims.Select(claim => (claim.Cover, claim.LossAt, claim.LossEndedAt, claim.LossAmount)).ShouldBe(
        [
            (CoverKind.EmergencyLight, t0.AddHours(1), t0.AddHours(1), Money.FromYuan(80)),
            (CoverKind.RoofLeak, t0.AddHours(4), t0.AddHours(4), Money.FromYuan(2000)),
        ]);
    }

    [Fact]
    public async Task A_replaced_part_needs_the_work_order_and_a_signature_and_two_covers_are_two_claims()
    {
        await using var site = await TestSite.StartAsync();
        var t0 = site.Now;
        await InsureAsync(site, site.Lift, "P-2", t0.AddDays(-60), new Cover(CoverKind.Repair, aggregateLimit: Money.FromYuan(1000)), new Cover(CoverKind.OutOfService, benefits: [Money.FromYuan(500)]));
        await site.ApplyAsync(site.Raise(site.Lift, "mains-off", "supply", "mains_ok"));
        var fault = (await site.OnlyFaultAsync()).Id;
        Report(site, site.Lift, "elevator", "trips", 500, t0.AddMinutes(-1), t0.AddHours(25));
        site.Time.AdvanceTo(t0.AddHours(25));
        await site.ActAsync(site.Dispatcher, fault, FaultAction.Accept);
        await site.ActAsync(site.Dispatcher, fault, FaultAction.Dispatch, command => command with { Firm = site.LiftFirm });
        await site.ActAsync(site.Crew, fault, FaultAction.Acknowledge);
        await site.ActAsync(site.Crew, fault, FaultAction.Arrive);
        await site.ActAsync(site.Crew, fault, FaultAction.StartFix);
        await site.ActAsync(site.Crew, fault, FaultAction.RecordParts, command => command with { Parts = [new PartUsed("Contactor", 2, Money.FromYuan(1240))] });
        await site.ActAsync(site.Crew, fault, FaultAction.ReportFixed, command => command with { Reason = "fix.part_replaced" });
        (await site.Get<LossTriggers>().RunAsync(default)).ShouldBe(1, "out of service for a day; nobody has signed for the part");

        await site.Get<FaultFiles>().AddAsync(site.Crew, new NewFile(fault, FaultFileKind.Signature, Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")), default);
        await site.Get<LossTriggers>().RunAsync(default);
        var claims = await ClaimsAsync(site);
        claims.Select(claim => (claim.Cover, claim.LossAmount)).ShouldBe([(CoverKind.Repair, Money.FromYuan(1240)), (CoverKind.OutOfService, Money.FromYuan(500))], ignoreOrder: true);

        // The aggregate limit is what is paid at most.
        var repair = claims.Single(claim => claim.Cover == CoverKind.Repair);
        await site.Get<ClaimActions>().ActAsync(site.Manager, repair.Id, new ClaimCommand { Action = ClaimAction.Check, Key = "c" }, default);
        (await ClaimsAsync(site)).Single(claim => claim.Cover == CoverKind.Repair).PayableAmount.ShouldBe(Money.FromYuan(1000));
    }

    [Fact]
    public void Rules_are_refused_with_every_mistake()
    {
        const string Rules = """
            [ { "key": "a", "version": 0, "from": "soon", "cover": "Hail", "kind": "Holds", "types": ["rocket"], "when": [], "source": "x" },
              { "key": "b", "version": 1, "from": "2026-01-01", "cover": "Flood", "kind": "Still", "types": ["booster-pump"], "counter": "run", "steps": ["02:00:00", "01:00:00"], "source": "x", "extra": 1 },
              { "key": "c", "version": 1, "from": "2026-01-01", "cover": "Flood", "kind": "Holds", "types": ["booster-pump"], "when": [[{ "point": "nope", "below": "much" }]], "steps": ["01:00:00"], "source": "x" } ]
            """;
        var errors = Should.Throw<AssetTemplateException>(() => TriggerRules.Parse(Rules, AssetTemplateCatalog.Load())).Message;
        foreach (var part in new[] { "'version' is 1", "no asset type 'rocket'", "'cover' must be one of", "they, say when", "names a counter", "ascending", "unknown property 'extra'", "no such point", "needs a number" }) errors.ShouldContain(part);
        TriggerRules.Load(AssetTemplateCatalog.Load()).All.Count.ShouldBe(7);
    }

    [Fact]
    public void A_loss_is_judged_by_the_version_of_its_own_time()
    {
        const string Rules = """
            [ { "key": "flood", "version": 1, "from": "2026-01-01", "cover": "Flood", "kind": "Holds", "types": ["booster-pump"], "when": [[{ "point": "room_flood", "is": true }]], "steps": ["00:10:00"], "source": "x" },
              { "key": "flood", "version": 2, "from": "2026-07-01", "cover": "Flood", "kind": "Holds", "types": ["booster-pump"], "when": [[{ "point": "room_flood", "is": true }]], "steps": ["00:20:00"], "source": "x" } ]
            """;
        var rules = TriggerRules.Parse(Rules, AssetTemplateCatalog.Load());
        rules.For("booster-pump", "room", new DateOnly(2025, 12, 31)).ShouldBeEmpty();
        rules.For("booster-pump", "room", new DateOnly(2026, 6, 30)).ShouldHaveSingleItem().Version.ShouldBe(1);
        rules.For("booster-pump", "room", new DateOnly(2026, 7, 1)).ShouldHaveSingleItem().Version.ShouldBe(2);
    }

    private static async Task<AssetId> InsuredAsync(TestSite site, string type, Cover cover, DateTimeOffset? from = null, string number = "P-2", string? name = null)
    {
        AssetId id = default;
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var home = await unit.Db.Assets.Where(asset => asset.Id == site.Lift).Select(asset => asset.CommunityId).FirstAsync(token);
            var asset = new Domain.Assets.Asset(home, null, type, name ?? "insured", name ?? "insured");
            if (type == "booster-pump") asset.SetAttributes([new("setpoint_mpa", "0.5")]);
            unit.Db.Assets.Add(asset);
            await unit.Db.SaveChangesAsync(token);
            id = asset.Id;
        }, default);
        await site.Get<Assets.AssetDirectory>().RefreshAsync(default);
        await InsureAsync(site, id, number, from ?? site.Now.AddDays(-60), cover);
        return id;
    }

    private static Task InsureAsync(TestSite site, AssetId asset, string number, DateTimeOffset from, params Cover[] covers) => site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
    {
        var first = await unit.Db.Policies.FirstAsync(policy => policy.Number == "P-1", token);
        unit.Db.Policies.Add(new Policy(number, first.InsurerId, first.HolderId, [asset], new PolicyTerms(1, from, from.AddYears(1), covers)));
    }, default);

    /// <summary>Every minute.</summary>
    private static void Report(TestSite site, AssetId asset, string type, string point, double value, DateTimeOffset from, DateTimeOffset to) =>
        site.Series.Fill(asset.Value, site.Get<AssetTemplateCatalog>()[type].PointTable[point].No, from, to, TimeSpan.FromMinutes(1), _ => value);

    private static Task<List<Claim>> ClaimsAsync(TestSite site) => site.ReadAsync(db => db.Claims.AsNoTracking().ToListAsync());
}
