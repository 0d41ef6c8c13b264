using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>The library of duties, what firms ask beyond it, and on-demand maintenance of single assets. Each change is in the audit chain. Thread-safe.</summary>
public sealed class InspectionDuties(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, InspectionPlanning planning, SiteClock clock)
{
    private const int SchedulesPerTransaction = 20;

    /// <summary>Planned while the caller waits; the planning job takes the rest within a minute.</summary>
    private const int PlannedAtOnce = 100;

    /// <summary>The library, with the caller's firm's own rules.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<IReadOnlyList<DutyRow>> LibraryAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewInspections);
        var today = SiteDay.Of(clock.GetUtcNow());
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var firm = caller.Actor.Organisation;
            var rules = (await db.HouseRules.AsNoTracking().Where(rule => rule.OrganisationId == firm).OrderBy(rule => rule.From).ToListAsync(cancellationToken).ConfigureAwait(false))
                .ToLookup(rule => rule.TemplateKey, rule => new HouseRuleRow(rule.From, rule.Interval.ToString()));
            return [.. InspectionTemplates.All.Select(template => new DutyRow(
                template.Key, template.AssetType, Names.Of(template.Name, template.NameEn), template.IntervalOn(today).ToString(), template.Anchor, [template.Performer, .. template.AlsoBy],
                template.Statutory, template.Signatures, template.Evidence, template.Basis, template.Mark, template.PerformerMark, template.Includes, template.Season?.ToString(),
                template.EarlyMonths, template.OnDemand?.Longest.ToString(), template.OnDemand?.Basis, template.OnDemand?.Mark, template.Keeping.Years,
                [.. template.Changes.Select(change => new DutyChangeRow(change.From, change.Interval.ToString(), change.Basis, change.Mark))], [.. rules[template.Key]], template.Licence))];
        }
    }

    /// <summary>The duties of the assets in the caller's scope, by asset.</summary>
    public async Task<Rows<ScheduleRow>> SchedulesAsync(Scope scope, AssetId? asset, CommunityId? community, Paging paging, CancellationToken cancellationToken)
    {
        var today = SiteDay.Of(clock.GetUtcNow());
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var query = db.InspectionSchedulesIn(scope).AsNoTracking();
            if (asset is { } one) query = query.Where(schedule => schedule.AssetId == one);
            if (community is { } site) query = query.Where(schedule => schedule.CommunityId == site);
            var total = await query.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await query.OrderBy(schedule => schedule.AssetId).ThenBy(schedule => schedule.TemplateKey).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            var places = await PlaceLookup.PlacesAsync(db, page.Select(schedule => schedule.AssetId), cancellationToken).ConfigureAwait(false);
            return new Rows<ScheduleRow>(
                [.. page.Select(schedule => new ScheduleRow(
                    schedule.Id, places[schedule.AssetId], schedule.TemplateKey, NameOf(schedule.TemplateKey), schedule.IntervalOn(today).ToString(), schedule.Anchor, schedule.AnchorDate, schedule.Terms, schedule.EndsOn))],
                total);
        }
    }

    /// <summary>The caller's firm asks more of itself than the rule does, from a day on, for all that it runs or looks after. The same again changes nothing.</summary>
    /// <exception cref="RuleViolation">
    /// <see cref="RuleCodes.InspectionLoosened"/>, <see cref="RuleCodes.InspectionTermPast"/>, <see cref="RuleCodes.RightMissing"/>,
    /// <see cref="OperationCodes.IntervalMalformed"/>, <see cref="OperationCodes.NotFound"/>; nothing has changed then.
    /// </exception>
    public async Task TightenAsync(Caller caller, string templateKey, string interval, DateOnly from, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.PlanInspections);
        if (caller.Actor.Organisation is not { } firm) throw new RuleViolation(RuleCodes.RightMissing, ("role", caller.Role), ("right", Right.PlanInspections));
        var template = InspectionTemplates.Find(templateKey) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "template"), ("id", templateKey));
        var tighter = Parse(interval);
        var affected = await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var today = SiteDay.Of(now);
            // Refused here if it can't be, before any schedule is touched.
            new InspectionSchedule(template, default, default, today, today).Tighten(template, tighter, from, today);
            var known = await unit.Db.HouseRules.FirstOrDefaultAsync(rule => rule.OrganisationId == firm && rule.TemplateKey == templateKey && rule.From == from, token).ConfigureAwait(false);
            if (known is not null && known.Interval.Equals(tighter)) return [];
            if (known is not null) throw new RuleViolation(OperationCodes.FieldInvalid, ("field", "from"));
            unit.Db.HouseRules.Add(new HouseRule(firm, templateKey, from, tighter, caller.User, now));
            unit.Audit(new AuditDraft(
                now, "duty", templateKey, "tighten", caller.Role, firm, CodedText.Of("inspection.tightened", ("template", templateKey), ("interval", tighter), ("from", from)),
                CodedText.Of("personal", ("user", caller.User))));
            var schedules = unit.Db.InspectionSchedulesIn(caller.Scope).Where(schedule => schedule.TemplateKey == templateKey);
            var ids = await schedules.OrderBy(schedule => schedule.Id).Select(schedule => schedule.Id).ToListAsync(token).ConfigureAwait(false);
            // Planning takes the rule over. Marked with it in one transaction, the planning job goes on with whatever is left if this process dies on the way.
            await schedules.ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.PlanAgainAt, (DateTimeOffset?)null), token).ConfigureAwait(false);
            return ids;
        }, cancellationToken).ConfigureAwait(false);
        foreach (var ids in affected.Take(PlannedAtOnce).Chunk(SchedulesPerTransaction))
            await writer.WriteAsync(async (unit, token) => await planning.PlanAsync(unit, ids, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>On-demand maintenance (按需维保) of one asset under a permit, from a day to a day, within the bounds of the duty.</summary>
    /// <exception cref="RuleViolation">
    /// <see cref="RuleCodes.InspectionOnDemand"/>, <see cref="RuleCodes.InspectionPermit"/>, <see cref="RuleCodes.InspectionTermPast"/>, <see cref="RuleCodes.PeriodReversed"/>,
    /// <see cref="RuleCodes.RightMissing"/>, <see cref="OperationCodes.IntervalMalformed"/>, <see cref="OperationCodes.NotFound"/>.
    /// </exception>
    public async Task AllowOnDemandAsync(
        Caller caller, InspectionScheduleId id, string interval, DateOnly from, DateOnly until, string permitNumber, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.PlanInspections);
        var longer = Parse(interval);
        await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var schedule = await unit.Db.InspectionSchedulesIn(caller.Scope).FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "schedule"), ("id", id));
            var template = InspectionTemplates.Find(schedule.TemplateKey) ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "template"), ("id", schedule.TemplateKey));
            schedule.AllowOnDemand(template, longer, from, until, permitNumber, await TodayAsync(unit.Db, schedule, now, token).ConfigureAwait(false));
            unit.Audit(new AuditDraft(
                now, "duty", id.ToString(), "on-demand", caller.Role, caller.Actor.Organisation,
                CodedText.Of("inspection.on_demand", ("asset", schedule.AssetId), ("template", template.Key), ("interval", longer), ("from", from), ("until", until), ("permit", permitNumber)),
                CodedText.Of("personal", ("user", caller.User))));
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            await planning.PlanAsync(unit, [id], token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Withdraws a permit for on-demand maintenance after a last day; from the next one on the rule's interval holds again.</summary>
    /// <exception cref="RuleViolation">
    /// <see cref="RuleCodes.InspectionTermPast"/>, <see cref="RuleCodes.InspectionOnDemandUnknown"/>, <see cref="RuleCodes.RightMissing"/>, <see cref="OperationCodes.NotFound"/>.
    /// </exception>
    public async Task WithdrawOnDemandAsync(Caller caller, InspectionScheduleId id, string permitNumber, DateOnly lastDay, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.PlanInspections);
        await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var schedule = await unit.Db.InspectionSchedulesIn(caller.Scope).FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "schedule"), ("id", id));
            schedule.WithdrawOnDemand(permitNumber, lastDay, await TodayAsync(unit.Db, schedule, now, token).ConfigureAwait(false));
            unit.Audit(new AuditDraft(
                now, "duty", id.ToString(), "on-demand-withdrawn", caller.Role, caller.Actor.Organisation,
                CodedText.Of("inspection.on_demand_withdrawn", ("asset", schedule.AssetId), ("template", schedule.TemplateKey), ("lastDay", lastDay), ("permit", permitNumber)),
                CodedText.Of("personal", ("user", caller.User))));
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            await planning.PlanAsync(unit, [id], token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    internal static Templates.LocalizedName NameOf(string templateKey) =>
        InspectionTemplates.Find(templateKey) is { } template ? Names.Of(template.Name, template.NameEn) : new Templates.LocalizedName(templateKey, templateKey);

    private static async Task<DateOnly> TodayAsync(FacilitiesDb db, InspectionSchedule schedule, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await InspectionPlanning.CalendarAsync(db, schedule.CommunityId, cancellationToken).ConfigureAwait(false)).LocalDate(now);

    private static InspectionInterval Parse(string interval)
    {
        try
        {
            return InspectionInterval.Parse(interval?.Trim() ?? "");
        }
        catch (FormatException)
        {
            throw new RuleViolation(OperationCodes.IntervalMalformed, ("interval", interval));
        }
    }
}
