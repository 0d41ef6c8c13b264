using Facilities.Domain.Calendars;
using Facilities.Domain.Inspections;
using Facilities.Operations.Evidence;
using Facilities.Operations.Live;
using Facilities.Operations.Proofs;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>
/// What follows from every record, whoever made it, in the transaction that takes it: shorter lists that it contains are done too, its telemetry is pinned, proof is asked
/// for, work that nobody had recorded is claimed, and the plan moves on. Thread-safe.
/// </summary>
internal sealed class RecordEffects(InspectionPlanning planning, ProofRules rules, ILiveFeed live)
{
    public async Task FollowAsync(
        WriteUnit unit, InspectionItem item, InspectionTemplate template, InspectionSchedule schedule, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        await CoverShorterAsync(unit.Db, item, template, calendar, cancellationToken).ConfigureAwait(false);
        await EvidencePins.SyncAsync(unit.Db, item, cancellationToken).ConfigureAwait(false);
        await InspectionProofs.AskAsync(unit.Db, rules, item, cancellationToken).ConfigureAwait(false);
        await UnclaimedWorks.ClaimAsync(unit.Db, rules, item, cancellationToken).ConfigureAwait(false);
        await unit.Db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        // A fixed row isn't moved by its records.
        if (schedule.Anchor != InspectionAnchor.Fixed) await planning.PlanAsync(unit, [schedule.Id], cancellationToken).ConfigureAwait(false);
        unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Inspection, item.Id.Value)));
    }

    private static async Task CoverShorterAsync(FacilitiesDb db, InspectionItem item, InspectionTemplate template, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        var shorter = InspectionTemplates.Included(template).ToList();
        if (shorter.Count == 0) return;
        var pending = await db.InspectionItems.Where(other => other.AssetId == item.AssetId && shorter.Contains(other.TemplateKey)
            && (other.State == InspectionState.Planned || other.State == InspectionState.Due || other.State == InspectionState.Overdue))
            .OrderBy(other => other.DueDate).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var first in pending.GroupBy(other => other.ScheduleId).Select(group => group.First()))
        {
            var schedule = await db.InspectionSchedules.FirstAsync(known => known.Id == first.ScheduleId, cancellationToken).ConfigureAwait(false);
            first.CompleteBy(item, schedule, calendar);
        }
    }
}
