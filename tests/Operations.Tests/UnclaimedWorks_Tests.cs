using Facilities.Domain;
using Facilities.Domain.Certificates;
using Facilities.Domain.Inspections;
using Facilities.Operations.Compliance;
using Facilities.Operations.Inspections;
using Facilities.Operations.Proofs;
using Facilities.Operations.Templates;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>Work that telemetry shows and nobody recorded; and records that look copied.</summary>
public sealed class UnclaimedWorks_Tests
{
    private static readonly ProofRules Rules = ProofRules.Load(AssetTemplateCatalog.Load());

    [Fact]
    public async Task A_visit_that_nobody_recorded_is_found_once_and_gone_when_its_record_comes()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(14));
        var started = site.Now.AddHours(-1);
        Visit(site, started);
        var works = site.Get<UnclaimedWorks>();
        await works.RunAsync(default);
        (await ListAsync(site)).ShouldBeEmpty("the day isn't over");
        site.Time.Advance(TimeSpan.FromDays(1));
        (await works.RunAsync(default)).ShouldBeGreaterThan(0);
        (await works.RunAsync(default)).ShouldBe(0, "a day is searched once");

        var found = (await ListAsync(site)).ShouldHaveSingleItem();
        found.Rule.ShouldBe("elevator-visit");
        found.From.ShouldBe(started.AddSeconds(60));
        found.Duties.ShouldContain(duty => duty.En == "Half-monthly maintenance");
        (await works.ListAsync(site.Stranger, null, null, Paging.First, default)).Items.ShouldBeEmpty();

        // The phone had no network for a day.
        var id = await site.ReadAsync(db => db.InspectionItems.Where(item => item.AssetId == site.Lift).OrderBy(item => item.DueDate).Select(item => item.Id).FirstAsync());
        await CompleteAsync(site, id, started, started.AddMinutes(40));
        (await ListAsync(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Work_on_an_open_fault_is_claimed_by_it()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        var started = site.Now.AddHours(1);
        await site.ApplyAsync(site.Raise(site.Lift, "door-slow", "door-operator", "door_close_s"));
        (await site.FaultsAsync()).ShouldNotBeEmpty();
        Visit(site, started);
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.Get<UnclaimedWorks>().RunAsync(default);
        (await ListAsync(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_person_at_two_lifts_at_once_and_the_same_readings_at_three_are_doubted()
    {
        await using var site = await TestSite.StartAsync();
        var lifts = await site.AddAssetsAsync("elevator", 2);
        await site.ContractAsync(lifts);
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(14));
        var begin = site.Now.AddHours(-4);
        InspectionItemId[] ids = [await FirstAsync(site, site.Lift), await FirstAsync(site, lifts[0]), await FirstAsync(site, lifts[1])];

        await CompleteAsync(site, ids[0], begin, begin.AddMinutes(30));
        // One minute after the other at the next lift.
        await CompleteAsync(site, ids[1], begin.AddMinutes(31), begin.AddMinutes(60));
        await CompleteAsync(site, ids[2], begin.AddMinutes(59), begin.AddMinutes(90));

        (await DoubtsAsync(site, ids[0])).ShouldBeEmpty();
        (await DoubtsAsync(site, ids[1])).ShouldBeEmpty("two lifts may have the same temperature");
        (await DoubtsAsync(site, ids[2])).ShouldBe(
            [CodedText.Of(ReasonCodes.DoubtSameValues, ("inspection", ids[1])), CodedText.Of(ReasonCodes.DoubtTwoAssets, ("inspection", ids[1]))], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_signs_at_two_sites_at_once_is_doubted_also_as_the_second()
    {
        await using var site = await TestSite.StartAsync();
        await site.ContractAsync([site.OtherLift]);
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(14));
        var begin = site.Now.AddHours(-2);
        var (here, there) = (await FirstAsync(site, site.Lift), await FirstAsync(site, site.OtherLift));
        var third = await site.AddUserAsync("crew3", Domain.Access.Role.Crew, site.LiftFirm);
        await site.Get<CertificateBook>().EnterAsync(
            site.Admin, "k-1", new CertificateDraft(CertificateKind.ElevatorWork, null, third.User, new CertificateText("T-3", "Office", new DateOnly(2025, 1, 1), new DateOnly(2028, 12, 31))), default);
        await CompleteAsync(site, here, begin, begin.AddMinutes(40));
        // The second signature of the first record signs as the second of this one, too.
        await CompleteAsync(site, there, begin.AddMinutes(20), begin.AddMinutes(50), third, 23);
        (await DoubtsAsync(site, there)).ShouldBe([CodedText.Of(ReasonCodes.DoubtTwoSites, ("inspection", here))]);
    }

    [Fact]
    public async Task What_strangers_measured_and_what_was_measured_elsewhere_is_no_copy()
    {
        await using var site = await TestSite.StartAsync();
        var lifts = await site.AddAssetsAsync("elevator", 3);
        var strangers = await site.ReadAsync(db => db.Contracts.Where(contract => contract.AssetId == site.FirePump).Select(contract => contract.FirmId).FirstAsync());
        await site.ContractAsync([lifts[0], lifts[1]], strangers);
        await site.ContractAsync([lifts[2], site.OtherLift]);
        var (first, second) = (await site.AddUserAsync("b1", Domain.Access.Role.Crew, strangers), await site.AddUserAsync("b2", Domain.Access.Role.Crew, strangers));
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(14));
        var begin = site.Now.AddHours(-8);
        foreach (var (lift, n) in lifts.Take(2).Select((lift, n) => (lift, n)))
            await CompleteAsync(site, await FirstAsync(site, lift), begin.AddHours(n), begin.AddHours(n).AddMinutes(30), first, with: second);
        await CompleteAsync(site, await FirstAsync(site, site.OtherLift), begin.AddHours(3), begin.AddHours(3).AddMinutes(30));
        await CompleteAsync(site, await FirstAsync(site, lifts[2]), begin.AddHours(5), begin.AddHours(5).AddMinutes(30));

        var ours = await FirstAsync(site, site.Lift);
        await CompleteAsync(site, ours, begin.AddHours(7), begin.AddHours(7).AddMinutes(30));
        (await DoubtsAsync(site, ours)).ShouldBeEmpty("of the others with these readings two are strangers' and one stands elsewhere");
    }

    [Fact]
    public async Task Work_that_ends_long_after_its_day_is_waited_for()
    {
        await using var site = await TestSite.StartAsync(inspections: new InspectionOptions { Templates = ["emergency-light-discharge"] });
        var light = (await site.AddAssetsAsync("emergency-light", 1))[0];
        await site.ContractAsync([light]);
        await site.Get<Storage.Relational.FacilitiesWriter>().WriteAsync(async (unit, token) =>
            (await unit.Db.Assets.FirstAsync(asset => asset.Id == light, token)).SetAttributes([new("required_min", "90")]), default);
        await site.Get<InspectionPlanning>().RunAsync(default);
        var started = site.Now.AddHours(4);
        var mode = site.Get<AssetTemplateCatalog>()["emergency-light"].PointTable["mode"].No;
        foreach (var (at, values) in new WorkPlay(Rules.All.Single(rule => rule.Key == "emergency-discharge")).Honest().Reports.Where(report => report.Value.ContainsKey("mode")))
            site.Series.Add(light.Value, mode, at + started.ToUnixTimeMilliseconds() - WorkPlay.Start, values["mode"]);
        var works = site.Get<UnclaimedWorks>();
        await works.RunAsync(default);
        site.Time.Advance(TimeSpan.FromHours(20));
        await works.RunAsync(default);
        (await LookAsync(site, light)).Through.ShouldBe(new DateOnly(2026, 3, 1), "what began on the 2nd may still be charging");
        site.Time.Advance(TimeSpan.FromHours(22));
        (await works.RunAsync(default)).ShouldBe(1);
        (await works.ListAsync(site.Manager, null, light, Paging.First, default)).Items.ShouldHaveSingleItem().From.ShouldBe(started.AddSeconds(60));
    }

    [Fact]
    public async Task What_waits_longest_is_searched_first()
    {
        await using var site = await TestSite.StartAsync();
        var lifts = await site.AddAssetsAsync("elevator", 24);
        await site.ContractAsync([.. lifts]);
        await site.Get<InspectionPlanning>().RunAsync(default);
        var yesterday = new DateOnly(2026, 3, 1);
        await site.Get<Storage.Relational.FacilitiesWriter>().WriteAsync((unit, _) =>
        {
            unit.Db.WorkLooks.AddRange(lifts.Append(site.Lift).Append(site.FirePump)
                .Select(asset => new Storage.Relational.Inspections.WorkLook { AssetId = asset, Through = yesterday.AddDays(asset == lifts[^1] ? -5 : -1) }));
            return Task.CompletedTask;
        }, default);
        (await site.Get<UnclaimedWorks>().RunAsync(default)).ShouldBe(19 + 5);
        (await LookAsync(site, lifts[^1])).Through.ShouldBe(yesterday);
    }

    [Fact]
    public async Task A_lift_that_cannot_be_searched_keeps_back_no_other()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Store.ThrowsOn = new Telemetry.SourceId(site.Lift.Value);
        (await site.Get<UnclaimedWorks>().RunAsync(default)).ShouldBe(1);
        (await LookAsync(site, site.FirePump)).LookAgainAt.ShouldNotBeNull().ShouldBeGreaterThan(site.Now);
        site.Store.ThrowsOn = null;
        (await site.Get<UnclaimedWorks>().RunAsync(default)).ShouldBe(0, "it is left alone for a while");
        site.Time.Advance(TimeSpan.FromHours(1));
        (await site.Get<UnclaimedWorks>().RunAsync(default)).ShouldBe(1);
    }

    [Fact]
    public async Task A_day_is_the_communitys()
    {
        await using var site = await TestSite.StartAsync();
        await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE communities SET time_zone_id = 'America/New_York'"));
        await site.Get<InspectionPlanning>().RunAsync(default);
        // Nine in the evening of 1 March there.
        await site.Get<UnclaimedWorks>().RunAsync(default);
        var look = await LookAsync(site, site.Lift);
        look.Through.ShouldBe(new DateOnly(2026, 2, 28));
        look.LookAgainAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 2, 30, 0, TimeSpan.FromHours(-5)));
    }

    private static Task<Storage.Relational.Inspections.WorkLook> LookAsync(TestSite site, AssetId asset) => site.ReadAsync(db => db.WorkLooks.AsNoTracking().SingleAsync(look => look.AssetId == asset));

    private static async Task<IReadOnlyList<UnclaimedRow>> ListAsync(TestSite site) => (await site.Get<UnclaimedWorks>().ListAsync(site.Manager, null, site.Lift, Paging.First, default)).Items;

    private static Task<InspectionItemId> FirstAsync(TestSite site, AssetId asset) =>
        site.ReadAsync(db => db.InspectionItems.Where(item => item.AssetId == asset).OrderBy(item => item.DueDate).Select(item => item.Id).FirstAsync());

    /// <summary>All but that the second signature is only named, which these records have in common.</summary>
    private static async Task<IReadOnlyList<CodedText>> DoubtsAsync(TestSite site, InspectionItemId id) => await site.ReadAsync(async db => (IReadOnlyList<CodedText>)
        [.. (await db.InspectionItems.AsNoTracking().FirstAsync(item => item.Id == id)).Doubts.Select(CodedText.Parse).Where(doubt => doubt.Code != ReasonCodes.DoubtSignatureNamed)]);

    /// <summary>The lift reports an honest visit.</summary>
    private static void Visit(TestSite site, DateTimeOffset started)
    {
        var play = new WorkPlay(Rules.All.Single(rule => rule.Key == "elevator-visit")).Honest();
        var points = site.Get<AssetTemplateCatalog>()["elevator"].PointTable;
        foreach (var (at, values) in play.Reports)
            foreach (var (point, value) in values.Where(value => points.TryGet(value.Key, out _))) site.Series.Add(site.Lift.Value, points[point].No, at + started.ToUnixTimeMilliseconds() - WorkPlay.Start, value);
    }

    private static Task<InspectionState> CompleteAsync(TestSite site, InspectionItemId id, DateTimeOffset started, DateTimeOffset ended, Operations.Access.Caller? by = null, double temperature = 22, Operations.Access.Caller? with = null)
    {
        var template = InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!;
        return site.Get<InspectionActions>().CompleteAsync(by ?? site.Crew, id, new InspectionReport
        {
            Key = $"k-{id}",
            StartedAt = started,
            EndedAt = ended,
            Signatures = [(with ?? site.Crew2).User!.Value],
            Steps = [.. template.Steps.Select(step => new StepReport(step.Key, true, step.Unit switch { null => null, "mm" => 1, _ => temperature }))],
        }, default);
    }
}
