using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Operations.Inspections;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class Inspections_Tests
{
    /// <summary>OCA/maintenance #303: the future plan isn't visible; snipe-it #6479: recurring maintenance is simply missing.</summary>
    [Fact]
    public async Task A_year_is_planned_ahead_and_planning_again_changes_nothing()
    {
        await using var site = await TestSite.StartAsync();
        var planning = site.Get<InspectionPlanning>();
        (await planning.RunAsync(default)).ShouldBeGreaterThan(60);
        (await planning.RunAsync(default)).ShouldBe(0);

        var lift = await ListAsync(site, site.Lift);
        lift.Items.Count.ShouldBeInRange(23, 25);
        lift.Items.Zip(lift.Items.Skip(1)).ShouldAllBe(pair => pair.Second.DueDate.DayNumber - pair.First.DueDate.DayNumber == 15);
        (await ListAsync(site, site.FirePump)).Items.Count.ShouldBeInRange(51, 53);
        // Nobody is under contract for the other lift.
        (await ListAsync(site, site.OtherLift)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task After_a_downtime_what_was_passed_over_is_missed_once()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        site.Time.Advance(TimeSpan.FromDays(43));
        await Task.WhenAll(site.Get<InspectionPlanning>().RunAsync(default), site.Get<InspectionPlanning>().RunAsync(default));

        var items = (await ListAsync(site, site.Lift)).Items;
        items.Select(item => item.DueDate).ShouldBeUnique();
        items.Take(3).Select(item => item.State).ShouldBe([InspectionState.Missed, InspectionState.Overdue, InspectionState.Due]);
        var counts = await site.Get<InspectionQueries>().CountAsync(site.Dispatcher.Scope, items[0].DueDate, items[1].DueDate, default);
        counts.Missed.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_early_visit_brings_the_next_one_forward()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        var first = (await ListAsync(site, site.Lift)).Items[0];
        site.Time.Advance(TimeSpan.FromDays(12));
        (await CompleteAsync(site, first.Id)).ShouldBe(InspectionState.Done);

        var pending = (await site.Get<InspectionQueries>().ListAsync(Scope.Everything, new InspectionFilter { Asset = site.Lift, TemplateKey = InspectionTemplates.ElevatorHalfMonth }, default)).Items;
        pending[0].DueDate.ShouldBe(DateOnly.FromDateTime(site.Now.UtcDateTime).AddDays(15));
    }

    [Fact]
    public async Task A_failed_step_opens_a_fault_and_one_signature_is_not_enough()
    {
        await using var site = await TestSite.StartAsync();
        await site.Get<InspectionPlanning>().RunAsync(default);
        var item = (await ListAsync(site, site.Lift)).Items[0];
        site.Time.Advance(TimeSpan.FromDays(14));
        (await Should.ThrowAsync<RuleViolation>(() => CompleteAsync(site, item.Id, signed: false))).Code.ShouldBe(RuleCodes.InspectionSignatures);

        await CompleteAsync(site, item.Id, failing: "brake");

        var fault = await site.OnlyFaultAsync();
        (fault.Family, fault.Severity, fault.Source).ShouldBe(("brake", Severity.P2, FaultSource.Patrol));
        fault.Title.Code.ShouldBe("fault.step_failed");
        var detail = (await site.Get<InspectionQueries>().GetAsync(site.Manager, item.Id, default)).ShouldNotBeNull();
        detail.Steps.Single(step => step.Key == "brake").InOrder.ShouldBe(false);
        detail.SignedBy.Count.ShouldBe(2);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "inspection"))).ShouldBe(1);
        await Should.ThrowAsync<RuleViolation>(() => site.Get<InspectionActions>().ExcuseAsync(site.Crew, item.Id, "T-1", default));
    }

    internal static Task<InspectionState> CompleteAsync(TestSite site, InspectionItemId id, string? failing = null, bool signed = true)
    {
        var template = InspectionTemplates.Find(InspectionTemplates.ElevatorHalfMonth)!;
        return site.Get<InspectionActions>().CompleteAsync(site.Crew, id, new InspectionReport
        {
            Key = $"done-{id}-{signed}",
            StartedAt = site.Now.AddMinutes(-40),
            EndedAt = site.Now.AddMinutes(-5),
            Signatures = signed ? [site.Crew2.User!.Value] : [],
            Steps = [.. template.Steps.Select(step => new StepReport(step.Key, step.Key != failing, step.Unit is null ? null : (step.Minimum + step.Maximum) / 2))],
        }, default);
    }

    private static Task<Rows<InspectionRow>> ListAsync(TestSite site, AssetId asset) =>
        site.Get<InspectionQueries>().ListAsync(Scope.Everything, new InspectionFilter { Asset = asset, PendingOnly = false, Paging = new Paging(0, 500) }, default);
}
