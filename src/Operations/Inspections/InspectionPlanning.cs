using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Calendars;
using Facilities.Domain.Inspections;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>
/// Keeps the plan twelve months ahead and moves items on as their day comes: due, overdue, missed. Run it as often as you like: what is
/// there already is left alone, and after a downtime each due that was passed over is created once. Thread-safe.
/// </summary>
public sealed class InspectionPlanning(
    IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, InspectionOptions options, ILiveFeed live, SiteClock clock)
{
    /// <summary>Schedules per transaction: a year's plan of each is some dozen rows.</summary>
    private const int PerTransaction = 20;

    /// <summary>Creates missing schedules and plans all of them; returns how many items were created, withdrawn or moved on.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await EnsureSchedulesAsync(cancellationToken).ConfigureAwait(false);
        List<InspectionScheduleId> schedules;
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            schedules = await db.InspectionSchedules.OrderBy(schedule => schedule.Id).Select(schedule => schedule.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        }

        var changes = 0;
        foreach (var ids in schedules.Chunk(PerTransaction))
        {
            changes += await writer.WriteAsync(async (unit, token) =>
            {
                var changed = 0;
                foreach (var id in ids) changed += await PlanAsync(unit, id, token).ConfigureAwait(false);
                return changed;
            }, cancellationToken).ConfigureAwait(false);
        }

        return changes;
    }

    /// <summary>A schedule for every asset in service that is under contract today and has none: without a firm there is nobody to plan for.</summary>
    private Task EnsureSchedulesAsync(CancellationToken cancellationToken) =>
        writer.WriteAsync(async (unit, token) =>
        {
            var today = SiteDay.Of(clock.GetUtcNow());
            foreach (var template in options.Templates.Select(key => InspectionTemplates.Find(key) ?? throw new InvalidOperationException($"There is no inspection template '{key}'.")))
            {
                var without = await unit.Db.Assets.Where(asset => asset.InService && asset.TypeKey == template.AssetType
                    && unit.Db.Contracts.Any(contract => contract.AssetId == asset.Id && contract.From <= today && (contract.Until == null || contract.Until >= today))
                    && !unit.Db.InspectionSchedules.Any(schedule => schedule.AssetId == asset.Id && schedule.TemplateKey == template.Key))
                    .Select(asset => new { asset.Id, asset.CommunityId }).ToListAsync(token).ConfigureAwait(false);
                foreach (var asset in without)
                    unit.Db.InspectionSchedules.Add(new InspectionSchedule(template, asset.Id, asset.CommunityId, anchorDate: today, startsOn: today));
            }
        }, cancellationToken);

    internal async Task<int> PlanAsync(WriteUnit unit, InspectionScheduleId id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var schedule = await unit.Db.InspectionSchedules.FirstAsync(item => item.Id == id, cancellationToken).ConfigureAwait(false);
        var items = await unit.Db.InspectionItems.Where(item => item.ScheduleId == id
            && (item.DueDate >= schedule.AnchorDate || item.State == InspectionState.Planned || item.State == InspectionState.Due || item.State == InspectionState.Overdue))
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var plan = InspectionPlanner.Plan(schedule, items, await CalendarAsync(unit.Db, schedule.CommunityId, cancellationToken).ConfigureAwait(false), now);
        if (plan.IsEmpty) return 0;
        unit.Db.InspectionItems.RemoveRange(plan.Withdraw);
        foreach (var (item, state) in plan.Advance) item.Advance(state, now);
        foreach (var planned in plan.Create) unit.Db.InspectionItems.Add(new InspectionItem(schedule, planned, now));
        foreach (var (item, _) in plan.Advance) unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Inspection, item.Id.Value)));
        return plan.Create.Count + plan.Withdraw.Count + plan.Advance.Count;
    }

    internal static async Task<WorkingCalendar> CalendarAsync(FacilitiesDb db, CommunityId id, CancellationToken cancellationToken)
    {
        var community = await db.Communities.AsNoTracking().FirstAsync((Community site) => site.Id == id, cancellationToken).ConfigureAwait(false);
        var days = await db.CalendarDays.AsNoTracking().Where(day => day.CommunityId == null || day.CommunityId == id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return community.Calendar(days);
    }
}
