using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Inspections;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

/// <summary>Rounds with ordered points, from the firm that describes them to the record that is checked by them.</summary>
public sealed class PatrolRounds_Tests
{
    private const string Patrol = "fire-patrol-weekly";
    private static readonly RoundPoint[] Points = [new("gate", "大门", "Gate"), new("stair", "楼梯", "Stairwell", 60), new("pump-room", "泵房", "Pump room", 90)];

    [Fact]
    public async Task The_phone_gets_the_points_and_a_record_is_checked_by_them()
    {
        await using var site = await TestSite.StartAsync(inspections: new InspectionOptions { Templates = [Patrol] });
        var community = await HomeAsync(site);
        await site.Get<PatrolRounds>().SetAsync(site.Dispatcher, community, Patrol, Points, default);
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(6));
        await site.Get<InspectionPlanning>().RunAsync(default);

        var walker = await site.AddUserAsync("walker", Domain.Access.Role.Crew, await site.ReadAsync(db => db.Contracts.Where(contract => contract.AssetId == site.FirePump).Select(contract => (OrganisationId?)contract.FirmId).FirstAsync()));
        var task = (await site.Get<InspectionQueries>().TasksAsync(walker, default)).Items[0];
        task.Round.ShouldBe(Points);
        var begin = site.Now.AddHours(-1);
        await site.Get<InspectionActions>().CompleteAsync(walker, task.Row.Id, new InspectionReport
        {
            Key = "round",
            StartedAt = begin,
            EndedAt = begin.AddMinutes(20),
            Scans = [new ScanReport("wanghai/gate", begin.AddMinutes(1)), new ScanReport("wanghai/pump-room", begin.AddMinutes(4)), new ScanReport("wanghai/stair", begin.AddMinutes(6))],
        }, default);

        var doubts = (await site.Get<InspectionQueries>().GetAsync(walker, task.Row.Id, default))!.Doubts;
        doubts.ShouldBe([CodedText.Of(ReasonCodes.DoubtPointOrder, ("point", "stair"), ("after", "pump-room"))]);
    }

    [Fact]
    public async Task A_round_is_written_by_the_firm_that_runs_the_community_and_each_change_is_in_the_chain()
    {
        await using var site = await TestSite.StartAsync();
        var (rounds, community) = (site.Get<PatrolRounds>(), await HomeAsync(site));
        (await Should.ThrowAsync<RuleViolation>(() => rounds.SetAsync(site.Crew, community, Patrol, Points, default))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => rounds.SetAsync(site.Stranger, community, Patrol, Points, default))).Code.ShouldBe(OperationCodes.NotFound);
        (await Should.ThrowAsync<RuleViolation>(() => rounds.SetAsync(site.Manager, community, "no-duty", Points, default))).Code.ShouldBe(OperationCodes.NotFound);
        (await Should.ThrowAsync<RuleViolation>(() => rounds.SetAsync(site.Manager, community, Patrol, [Points[0], Points[0]], default))).Code.ShouldBe(RuleCodes.InspectionRound);

        await rounds.SetAsync(site.Manager, community, Patrol, Points, default);
        await rounds.SetAsync(site.Manager, community, Patrol, Points, default);
        (await rounds.ListAsync(site.Regulator, community, default)).ShouldHaveSingleItem().Points.ShouldBe(Points);
        (await Should.ThrowAsync<RuleViolation>(() => rounds.ListAsync(site.Stranger, community, default))).Code.ShouldBe(OperationCodes.NotFound);
        await rounds.SetAsync(site.Manager, community, Patrol, [], default);
        (await rounds.ListAsync(site.Manager, community, default)).ShouldBeEmpty();
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "round"))).ShouldBe(2);
    }

    private static Task<CommunityId> HomeAsync(TestSite site) => site.ReadAsync(db => db.Assets.Where(asset => asset.Id == site.Lift).Select(asset => asset.CommunityId).FirstAsync());
}
