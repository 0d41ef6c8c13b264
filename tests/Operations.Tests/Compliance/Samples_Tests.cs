using Facilities.Domain;
using Facilities.Domain.Enforcement;
using Facilities.Domain.Inspections;
using Facilities.Domain.Sampling;
using Facilities.Operations.Audit;
using Facilities.Operations.Inspections;
using Facilities.Operations.Supervision;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests.Compliance;

/// <summary>The regulator's sample from announcement to enforcement, and who may not.</summary>
public sealed class Samples_Tests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    /// <summary>A JPEG as small as one can be.</summary>
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 0, 4, 0, 0, 9, 9, 0xFF, 0xD9];

    [Fact]
    public async Task A_stranger_can_repeat_the_draw_from_the_audit_chain_and_the_population_list()
    {
        await using var site = await ReadyAsync(visits: 3);
        var samples = site.Get<Samples>();
        var id = await samples.AnnounceAsync(site.Regulator, "k-1", Draft(2), default);
        (await samples.AnnounceAsync(site.Regulator, "k-1", Draft(2), default)).ShouldBe(id, "sent again");
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await samples.DrawAsync(site.Regulator, id, null, default);

        var announced = await site.ReadAsync(db => db.AuditEntries.SingleAsync(entry => entry.Subject == "sample" && entry.Action == "Announce"));
        var population = await samples.PopulationAsync(site.Regulator, id, default);
        announced.Detail.Parameters["digest"].ShouldBe(SampleDrawing.DigestOf(population));
        announced.Detail.Parameters["seed"].ShouldBe("2026031-07");
        var drawn = await site.ReadAsync(db => db.AuditEntries.SingleAsync(entry => entry.Subject == "sample" && entry.Action == "Draw"));
        var expected = SampleDrawing.Draw("2026031-07", announced.Hash, population, 2);
        drawn.Detail.Parameters["items"].ShouldBe(string.Join(',', expected));
        var detail = (await samples.GetAsync(site.Regulator, id, default)).ShouldNotBeNull();
        detail.Checks.Select(check => check.Item.Id.Value).ShouldBe(expected);
        detail.Checks[0].Key.ShouldBeLessThan(detail.Checks[1].Key);
        (await site.Get<AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task What_comes_in_after_the_announcement_is_not_drawn()
    {
        await using var site = await ReadyAsync(visits: 1);
        var samples = site.Get<Samples>();
        var id = await samples.AnnounceAsync(site.Regulator, "k-1", Draft(1), default);
        var before = await samples.PopulationAsync(site.Regulator, id, default);
        await VisitAsync(site);

        (await samples.PopulationAsync(site.Regulator, id, default)).ShouldBe(before);
        await samples.DrawAsync(site.Regulator, id, null, default);
        (await samples.GetAsync(site.Regulator, id, default))!.Checks.ShouldHaveSingleItem().Item.Id.Value.ShouldBe(before.ShouldHaveSingleItem());
        (await Should.ThrowAsync<RuleViolation>(() => samples.DrawAsync(site.Regulator, id, null, default))).Code.ShouldBe(RuleCodes.SampleTransition);
        (await Should.ThrowAsync<RuleViolation>(() => samples.AnnounceAsync(site.Regulator, "k-2", Draft(3), default))).Code.ShouldBe(RuleCodes.SampleSize);
    }

    [Fact]
    public async Task The_population_is_the_announcing_offices_whoever_checks_it_and_whatever_firm_has_the_lift_by_then()
    {
        await using var site = await ReadyAsync(visits: 2);
        var samples = site.Get<Samples>();
        var id = await samples.AnnounceAsync(site.Regulator, "k-1", Draft(1) with { Rule = new SampleRule(Today, Today.AddDays(120), Firm: site.LiftFirm) }, default);
        var announced = await samples.PopulationAsync(site.Regulator, id, default);
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) => (await unit.Db.Contracts.FirstAsync(contract => contract.FirmId == site.LiftFirm, token)).End(Today), default);
        await MoveLiftAsync(site);

        var above = await site.AddUserAsync("ministry", Domain.Access.Role.Regulator, await OfficeAsync(site, isAbove: true));
        foreach (var who in new[] { site.Regulator, above }) (await samples.PopulationAsync(who, id, default)).ShouldBe(announced);
        await samples.DrawAsync(above, id, null, default);
        var hash = await site.ReadAsync(db => db.AuditEntries.Where(entry => entry.Subject == "sample" && entry.Action == "Announce").Select(entry => entry.Hash).SingleAsync());
        (await samples.GetAsync(site.Regulator, id, default))!.Checks.Select(check => check.Item.Id.Value).ShouldBe(SampleDrawing.Draw("2026031-07", hash, announced, 1));

        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) => (await unit.Db.SamplePopulations.FirstAsync(token)).Items = [.. announced, 99_999], default);
        (await Should.ThrowAsync<RuleViolation>(() => samples.PopulationAsync(site.Regulator, id, default))).Code.ShouldBe(RuleCodes.SamplePopulation, "somebody wrote into the table");
    }

    [Fact]
    public async Task Only_a_regulators_office_announces_draws_and_sees_its_samples()
    {
        await using var site = await ReadyAsync(visits: 1);
        var samples = site.Get<Samples>();
        foreach (var other in new[] { site.Manager, site.Crew, site.Dispatcher, site.Admin, site.Insurer })
        {
            (await Should.ThrowAsync<RuleViolation>(() => samples.AnnounceAsync(other, "k-9", Draft(1), default))).Code.ShouldBe(RuleCodes.RightMissing);
            (await Should.ThrowAsync<RuleViolation>(() => samples.ListAsync(other, Paging.First, default))).Code.ShouldBe(RuleCodes.RightMissing);
        }

        var id = await samples.AnnounceAsync(site.Regulator, "k-1", Draft(1), default);
        var elsewhere = await site.AddUserAsync("regulator-2", Domain.Access.Role.Regulator, await OfficeAsync(site));
        (await samples.ListAsync(elsewhere, Paging.First, default)).Total.ShouldBe(0);
        (await samples.GetAsync(elsewhere, id, default)).ShouldBeNull();
        (await Should.ThrowAsync<RuleViolation>(() => samples.DrawAsync(elsewhere, id, null, default))).Code.ShouldBe(OperationCodes.NotFound);
    }

    [Fact]
    public async Task A_spot_check_keeps_its_photos_and_goes_to_enforcement_with_a_result_back()
    {
        await using var site = await ReadyAsync(visits: 1);
        var (samples, checks, cases) = (site.Get<Samples>(), site.Get<SpotChecks>(), site.Get<EnforcementCases>());
        var id = await samples.AnnounceAsync(site.Regulator, "k-1", Draft(1), default);
        await samples.DrawAsync(site.Regulator, id, null, default);
        var check = (await samples.GetAsync(site.Regulator, id, default))!.Checks.ShouldHaveSingleItem();

        var photo = await checks.AddPhotoAsync(site.Regulator, check.Id, Photo, default);
        (await checks.AddPhotoAsync(site.Regulator, check.Id, Photo, default)).ShouldBe(photo);
        await Should.ThrowAsync<RuleViolation>(() => checks.AddPhotoAsync(site.Manager, check.Id, Photo, default));
        await checks.RecordAsync(site.Regulator, check.Id, SpotCheckResult.NotAsClaimed, "Dust on the car top", default);
        (await Should.ThrowAsync<RuleViolation>(() => checks.AddPhotoAsync(site.Regulator, check.Id, (byte[])[.. Photo[..^2], 1, 0xFF, 0xD9], default))).Code.ShouldBe(RuleCodes.SpotCheckKnown);
        await using (var content = (await checks.OpenAsync(site.Regulator, check.Id, photo, default))!.Value.Content) content.Length.ShouldBeGreaterThan(0);

        var opened = await cases.HandOverAsync(site.Regulator, check.Item.Id, "YS-2026-17", "Market supervision", "Visit never happened", default);
        (await Should.ThrowAsync<RuleViolation>(() => cases.HandOverAsync(site.Regulator, check.Item.Id, "YS-2026-18", "Market supervision", "again", default))).Code.ShouldBe(RuleCodes.EnforcementOpen);
        await Should.ThrowAsync<RuleViolation>(() => cases.HandOverAsync(site.Manager, check.Item.Id, "X", "Y", "Z", default));
        await cases.EndAsync(site.Regulator, opened, EnforcementAction.Conclude, "Fined 20,000 yuan", default);

        var seen = (await samples.GetAsync(site.Regulator, id, default))!;
        (seen.Row.Checked, seen.Row.NotAsClaimed).ShouldBe((1, 1));
        var only = seen.Checks.ShouldHaveSingleItem();
        (only.Result, only.Note, only.Case!.State, only.Case.Result).ShouldBe((SpotCheckResult.NotAsClaimed, "Dust on the car top", EnforcementState.Concluded, "Fined 20,000 yuan"));
        only.Files.ShouldBe([photo]);
        (await cases.OfAsync(site.Manager, check.Item.Id, default)).ShouldBeEmpty("a firm isn't told here");
        (await site.Get<InspectionQueries>().GetAsync(site.Manager, check.Item.Id, default))!.Row.State.ShouldBe(InspectionState.Done, "the record stays as it is");
        (await site.ReadAsync(db => db.AuditEntries.Where(entry => entry.Subject == "spot_check" || entry.Subject == "enforcement").OrderBy(entry => entry.Number).Select(entry => entry.Action).ToListAsync())).ShouldBe(["Record", "HandOver", "Conclude"]);
        (await site.Get<AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    private static SampleDraft Draft(int size) => new(new SampleRule(Today, Today.AddDays(120)), size, "2026031-07");

    /// <summary>The lift's community goes to another district.</summary>
    private static Task MoveLiftAsync(TestSite site) => site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
    {
        var elsewhere = unit.Db.Organisations.Add(new Domain.Organisations.Organisation(Domain.Organisations.OrganisationKind.District, "别区", "Elsewhere")).Entity;
        await unit.Db.SaveChangesAsync(token);
        await unit.Db.Communities.Where(home => unit.Db.Assets.Any(asset => asset.Id == site.Lift && asset.CommunityId == home.Id)).ExecuteUpdateAsync(set => set.SetProperty(home => home.DistrictId, elsewhere.Id), token);
    }, default);

    private static async Task<OrganisationId> OfficeAsync(TestSite site, bool isAbove = false)
    {
        await site.Get<FacilitiesWriter>().WriteAsync(async (unit, token) =>
        {
            var district = await unit.Db.Organisations.FirstAsync(item => item.Kind == Domain.Organisations.OrganisationKind.District, token);
            unit.Db.Organisations.Add(new Domain.Organisations.Organisation(Domain.Organisations.OrganisationKind.Regulator, "另一局", "Other office", isAbove ? null : district.Id));
        }, default);
        return await site.ReadAsync(db => db.Organisations.Where(item => item.NameEn == "Other office").Select(item => item.Id).FirstAsync());
    }

    private static async Task<TestSite> ReadyAsync(int visits)
    {
        var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        for (var i = 0; i < visits; i++) await VisitAsync(site);
        return site;
    }

    private static async Task VisitAsync(TestSite site)
    {
        site.Time.Advance(TimeSpan.FromDays(14));
        await site.Get<InspectionPlanning>().RunAsync(default);
        var item = (await site.Get<InspectionQueries>().TasksAsync(site.Crew, default)).Items[0].Row;
        await site.Get<InspectionActions>().CompleteAsync(site.Crew, item.Id, new InspectionReport
        {
            Key = $"visit-{item.Id}",
            StartedAt = site.Now.AddMinutes(-40),
            EndedAt = site.Now.AddMinutes(-5),
            Signatures = [site.Crew2.User!.Value],
            Steps = [.. InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!.Steps.Select(step => new StepReport(step.Key, true, step.Unit is null ? null : (step.Minimum + step.Maximum) / 2))],
        }, default);
        site.Time.Advance(TimeSpan.FromMinutes(1));
    }
}
