using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Assets;
using Facilities.Domain.Calendars;
using Facilities.Domain.Inspections;
using Facilities.Domain.Permits;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Facilities.Operations.Inspections;

/// <summary>
/// Keeps the plan twelve months ahead and moves items on as their day comes: due, overdue, missed. Run it as often as you like: a schedule is looked at once
/// in each day of its site, and when something about it changed. After a downtime each due that was passed over is created once. Thread-safe.
/// </summary>
public sealed class InspectionPlanning(
    IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, InspectionOptions options, ILiveFeed live, SiteClock clock, ILogger<InspectionPlanning> logger)
{
    /// <summary>Schedules per transaction: a year of daily records is 365 rows each, and people wait while a transaction writes.</summary>
    private const int PerTransaction = 20;

    /// <summary>Assets that get their schedules in one transaction.</summary>
    private const int AssetsPerTransaction = 200;

    private readonly OneByOne<InspectionScheduleId> _each = new("The plan of schedule", logger, clock);

    /// <summary>Creates missing schedules and plans those whose time has come; returns how many items were created, withdrawn, excused or moved on.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await WakeAsync(cancellationToken).ConfigureAwait(false);
        foreach (var template in options.Duties) await EnsureSchedulesAsync(template, cancellationToken).ConfigureAwait(false);
        var changes = 0;
        foreach (var ids in (await DueAsync(cancellationToken).ConfigureAwait(false)).Chunk(PerTransaction))
        {
            await _each.TryTogetherAsync(
                ids, async some => changes += await writer.WriteAsync((unit, token) => PlanAsync(unit, some, token), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }

        return changes;
    }

    /// <summary>
    /// Plans some schedules anew in a transaction that is under way; returns how many items changed. Before that they follow what has changed around them: the library, the
    /// asset's attributes, whether it is in service, what its firms ask of themselves.
    /// </summary>
    internal async Task<int> PlanAsync(WriteUnit unit, IReadOnlyCollection<InspectionScheduleId> ids, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var db = unit.Db;
        var schedules = await db.InspectionSchedules.Where(schedule => ids.Contains(schedule.Id)).ToListAsync(cancellationToken).ConfigureAwait(false);
        var calendars = new Dictionary<CommunityId, WorkingCalendar>();
        foreach (var schedule in schedules.Where(schedule => !calendars.ContainsKey(schedule.CommunityId)).DistinctBy(schedule => schedule.CommunityId).ToList())
            calendars[schedule.CommunityId] = await CalendarAsync(db, schedule.CommunityId, cancellationToken).ConfigureAwait(false);
        await FollowAsync(db, schedules, calendars, now, cancellationToken).ConfigureAwait(false);
        var items = (await (
            from item in db.InspectionItems
            join schedule in db.InspectionSchedules on item.ScheduleId equals schedule.Id
            where ids.Contains(schedule.Id) && (schedule.SettledUntil == null || item.DueDate >= schedule.SettledUntil
                || item.State == InspectionState.Planned || item.State == InspectionState.Due || item.State == InspectionState.Overdue)
            select item).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(item => item.ScheduleId);
        var assets = schedules.Select(schedule => schedule.AssetId).Distinct().ToList();
        var permits = (await db.Permits.AsNoTracking().Where(permit => assets.Contains(permit.AssetId) && permit.Kind == PermitKind.OutOfUse).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ToLookup(permit => permit.AssetId);
        var changes = 0;
        foreach (var schedule in schedules)
        {
            var calendar = calendars[schedule.CommunityId];
            var plan = InspectionPlanner.Plan(schedule, [.. items[schedule.Id]], calendar, now, Outage.Of(permits[schedule.AssetId], calendar));
            db.InspectionItems.RemoveRange(plan.Withdraw);
            plan.Apply(now);
            db.InspectionItems.AddRange(plan.Create.Select(planned => new InspectionItem(schedule, planned, now)));
            foreach (var (item, _) in plan.Advance) unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Inspection, item.Id.Value)));
            var today = calendar.LocalDate(now);
            schedule.Settle(today, calendar.EndOfDay(today));
            changes += plan.Changes;
        }

        return changes;
    }

    /// <summary>A permit for out of use was granted or has ended: the asset's duties are planned anew at the next run.</summary>
    internal static async Task OutageChangedAsync(FacilitiesDb db, Permit permit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (permit.Kind != PermitKind.OutOfUse) return;
        var calendar = await CalendarAsync(db, permit.CommunityId, cancellationToken).ConfigureAwait(false);
        var from = calendar.LocalDate(permit.From < now ? permit.From : now);
        foreach (var schedule in await db.InspectionSchedules.Where(schedule => schedule.AssetId == permit.AssetId).ToListAsync(cancellationToken).ConfigureAwait(false)) schedule.Replan(from);
    }

    /// <summary>Holidays or working hours of a community have changed: what avoids them is planned anew at the next run.</summary>
    internal static Task CalendarChangedAsync(FacilitiesDb db, CommunityId community, CancellationToken cancellationToken) =>
        db.InspectionSchedules.Where(schedule => schedule.CommunityId == community && schedule.AvoidsHolidays)
            .ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.PlanAgainAt, (DateTimeOffset?)null), cancellationToken);

    /// <summary>Attributes of an asset, or whether it is in service, have changed: its duties follow at the next run.</summary>
    internal static Task AssetChangedAsync(FacilitiesDb db, AssetId asset, CancellationToken cancellationToken) =>
        db.InspectionSchedules.Where(schedule => schedule.AssetId == asset)
            .ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.PlanAgainAt, (DateTimeOffset?)null), cancellationToken);

    internal static async Task<WorkingCalendar> CalendarAsync(FacilitiesDb db, CommunityId id, CancellationToken cancellationToken)
    {
        var community = await db.Communities.AsNoTracking().FirstAsync((Community site) => site.Id == id, cancellationToken).ConfigureAwait(false);
        var days = await db.CalendarDays.AsNoTracking().Where(day => day.CommunityId == null || day.CommunityId == id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return community.Calendar(days);
    }

    private async Task<List<InspectionScheduleId>> DueAsync(CancellationToken cancellationToken)
    {
        var (now, failed) = (clock.GetUtcNow(), _each.LeftAlone());
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            return await db.InspectionSchedules.Where(schedule => (schedule.PlanAgainAt == null || schedule.PlanAgainAt <= now) && !failed.Contains(schedule.Id))
                .OrderBy(schedule => schedule.AssetId).ThenBy(schedule => schedule.Id).Select(schedule => schedule.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A schedule for every asset in service that is under contract today and has none: without a firm there is nobody to plan for. An asset whose cycle counts from a
    /// date that nobody has entered gets none until somebody does.
    /// </summary>
    private async Task EnsureSchedulesAsync(InspectionTemplate template, CancellationToken cancellationToken)
    {
        var today = SiteDay.Of(clock.GetUtcNow());
        // Of the many without one most have it not as their duty: they are looked at before anybody has to wait.
        foreach (var ids in (await WithoutAsync(template, today, cancellationToken).ConfigureAwait(false)).Chunk(AssetsPerTransaction))
        {
            await writer.WriteAsync(async (unit, token) =>
            {
                var db = unit.Db;
                var assets = await db.Assets.Where(asset => ids.Contains(asset.Id) && !db.InspectionSchedules.Any(schedule => schedule.AssetId == asset.Id && schedule.TemplateKey == template.Key))
                    .ToListAsync(token).ConfigureAwait(false);
                db.InspectionSchedules.AddRange(assets.Select(asset => new InspectionSchedule(template, asset.Id, asset.CommunityId, AnchorOf(template, asset.Attributes) ?? today, today)));
            }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<AssetId>> WithoutAsync(InspectionTemplate template, DateOnly today, CancellationToken cancellationToken)
    {
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var contracts = db.ContractsOn(today);
            var without = await db.Assets.Where(asset => asset.InService && asset.TypeKey == template.AssetType
                && contracts.Any(contract => contract.AssetId == asset.Id)
                && !db.InspectionSchedules.Any(schedule => schedule.AssetId == asset.Id && schedule.TemplateKey == template.Key))
                .OrderBy(asset => asset.Id).Select(asset => new { asset.Id, asset.Attributes }).ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. without.Where(asset => template.IsFor(asset.Attributes) && (template.AnchoredBy is null || AnchorOf(template, asset.Attributes) is not null)).Select(asset => asset.Id)];
        }
    }

    /// <summary>The date that anchors a duty's cycle; null when nobody has entered it, or none does.</summary>
    private static DateOnly? AnchorOf(InspectionTemplate template, IReadOnlyDictionary<string, string> attributes) =>
        template.AnchoredBy is { } key && attributes.TryGetValue(key, out var text)
        && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Takes over what has changed around schedules; all of it is compared with what is stored, so that a run that died half way is made up for by the next.</summary>
    private static async Task FollowAsync(
        FacilitiesDb db, List<InspectionSchedule> schedules, Dictionary<CommunityId, WorkingCalendar> calendars, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = schedules.Select(schedule => schedule.AssetId).Distinct().ToList();
        var assets = await db.Assets.AsNoTracking().Where(asset => ids.Contains(asset.Id)).ToDictionaryAsync(asset => asset.Id, cancellationToken).ConfigureAwait(false);
        var rules = await RulesAsync(db, schedules, cancellationToken).ConfigureAwait(false);
        foreach (var schedule in schedules)
        {
            var (asset, today) = (assets[schedule.AssetId], calendars[schedule.CommunityId].LocalDate(now));
            var template = InspectionTemplates.Find(schedule.TemplateKey);
            if (template is not null) schedule.Follow(template);
            if (template is not null && AnchorOf(template, asset.Attributes) is { } anchor) schedule.AnchorAt(anchor, today);
            // What the library doesn't know any more nobody can record: it is no duty, in service or not.
            var isDuty = asset.InService && template?.IsFor(asset.Attributes) == true;
            if (isDuty && schedule.EndsOn is not null) schedule.Resume(today);
            else if (!isDuty && schedule.EndsOn is null) schedule.End(today, today);
            if (template is not null) Tighten(schedule, template, rules(schedule, today), today);
        }

        // How far each is settled decides which items are read next.
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the firms that run and look after an asset on a day ask of themselves, by the day from which it holds.</summary>
    private static async Task<Func<InspectionSchedule, DateOnly, IEnumerable<HouseRule>>> RulesAsync(FacilitiesDb db, List<InspectionSchedule> schedules, CancellationToken cancellationToken)
    {
        var keys = schedules.Select(schedule => schedule.TemplateKey).Distinct().ToList();
        var rules = (await db.HouseRules.AsNoTracking().Where(rule => keys.Contains(rule.TemplateKey)).OrderBy(rule => rule.From).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ToLookup(rule => rule.TemplateKey);
        if (rules.Count == 0) return (_, _) => [];
        var (assets, sites) = (schedules.Select(schedule => schedule.AssetId).Distinct().ToList(), schedules.Select(schedule => schedule.CommunityId).Distinct().ToList());
        var contracts = (await db.Contracts.AsNoTracking().Where(contract => assets.Contains(contract.AssetId)).ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(contract => contract.AssetId);
        var firms = await db.Communities.Where(site => sites.Contains(site.Id)).Select(site => new { site.Id, site.PropertyFirmId })
            .ToDictionaryAsync(site => site.Id, site => site.PropertyFirmId, cancellationToken).ConfigureAwait(false);
        return (schedule, today) => rules[schedule.TemplateKey].Where(rule => firms[schedule.CommunityId] == rule.OrganisationId
            || contracts[schedule.AssetId].Any(contract => contract.FirmId == rule.OrganisationId && contract.From <= today && !(contract.Until < today)));
    }

    /// <summary>What holds already holds from tomorrow. A rule that the schedule has changes nothing.</summary>
    private static void Tighten(InspectionSchedule schedule, InspectionTemplate template, IEnumerable<HouseRule> rules, DateOnly today)
    {
        foreach (var rule in rules)
        {
            var from = rule.From > today ? rule.From : today.AddDays(1);
            var known = schedule.Terms.Count >= InspectionSchedule.MaximumTerms
                || schedule.Terms.Any(term => term.Kind == TermKind.Tightened && term.From >= rule.From && term.Interval == rule.Interval.ToString());
            // The rule itself may have become tighter since.
            if (!known && (!template.Statutory || rule.Interval.IsWithin(template.IntervalOn(from)))) schedule.Tighten(template, rule.Interval, from, today);
        }
    }

    /// <summary>Assets that were taken out of service, or are back, have their duties looked at now.</summary>
    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        // Whether the others rest may be the attributes' doing, or the library's; whoever changes attributes wakes them himself.
        var unconditional = InspectionTemplates.All.Where(template => template.When is null).Select(template => template.Key).ToList();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var changed = await (
                from schedule in db.InspectionSchedules
                join asset in db.Assets on schedule.AssetId equals asset.Id
                where schedule.PlanAgainAt != null && (asset.InService ? schedule.EndsOn != null && unconditional.Contains(schedule.TemplateKey) : schedule.EndsOn == null)
                select schedule.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (changed.Count == 0) return;
            await writer.WriteAsync((unit, token) => unit.Db.InspectionSchedules.Where(schedule => changed.Contains(schedule.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.PlanAgainAt, (DateTimeOffset?)null), token), cancellationToken).ConfigureAwait(false);
        }
    }
}
