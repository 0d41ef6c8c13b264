using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Operations.Evidence;
using Facilities.Operations.Proofs;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Inspections;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>
/// Keeps records as long as their duty demands and no longer. Nothing deletes a record before its day, nobody's role does; afterwards the archive's run does by itself,
/// with steps, corrections, verdict, pinned telemetry and the names of its photos. What was drawn for a spot check or handed to enforcement stays while that is open, and
/// as long again from the day it ended. Work that nobody recorded is kept as its record would have been. What went is counted in the audit chain, whose own lines about
/// the records stay. Thread-safe.
/// </summary>
public sealed class RecordArchive(FacilitiesWriter writer, ProofRules rules, SiteClock clock)
{
    private const int PerTransaction = 500;

    /// <summary>Deletes what needn't be kept any more; returns how many items and works that nobody recorded. What is open is never deleted.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var years in InspectionTemplates.All.Select(template => template.Keeping.Years).Append(RecordKeeping.Own.Years).Distinct())
        {
            // Of a duty or a signature that was known once, as long as where no rule says anything.
            var forgotten = years == RecordKeeping.Own.Years;
            var (duties, everyDuty) = (InspectionTemplates.All.Where(template => template.Keeping.Years == years).Select(template => template.Key).ToList(), InspectionTemplates.All.Select(template => template.Key).ToList());
            var (signatures, everySignature) = (rules.All.Where(rule => YearsOf(rule) == years).Select(rule => rule.Key).ToList(), rules.All.Select(rule => rule.Key).ToList());
            deleted += await RepeatAsync((unit, token) => DeleteAsync(
                unit, db => db.InspectionItems.Where(item => duties.Contains(item.TemplateKey) || (forgotten && !everyDuty.Contains(item.TemplateKey))), years, token), cancellationToken).ConfigureAwait(false);
            deleted += await RepeatAsync((unit, token) => DeleteAsync(
                unit, db => db.UnclaimedWorks.Where(work => signatures.Contains(work.RuleKey) || (forgotten && !everySignature.Contains(work.RuleKey))), years, token), cancellationToken).ConfigureAwait(false);
        }

        return deleted;
    }

    /// <summary>Deletes one item with its record, once its time is over.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionKept"/> says until when and why; <see cref="RuleCodes.InspectionHeld"/>, <see cref="RuleCodes.RightMissing"/>,
    /// <see cref="OperationCodes.NotFound"/>.</exception>
    public Task DeleteAsync(Caller caller, InspectionItemId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ErasePersonalFields);
        return writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var item = await unit.Db.InspectionsIn(caller.Scope).AsNoTracking().FirstOrDefaultAsync(known => known.Id == id, token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "inspection"), ("id", id));
            var keeping = InspectionTemplates.Find(item.TemplateKey)?.Keeping ?? RecordKeeping.Own;
            var until = keeping.Until(await EndedAsync(unit.Db, item, token).ConfigureAwait(false));
            if (item.IsPending || until >= SiteDay.Of(now)) throw new RuleViolation(RuleCodes.InspectionKept, ("until", until), ("basis", keeping.Basis));
            await RemoveAsync(unit.Db, [id], token).ConfigureAwait(false);
            unit.Audit(new AuditDraft(
                now, "inspection", id.ToString(), "delete", caller.Role, caller.Actor.Organisation,
                CodedText.Of("inspection.record_deleted", ("asset", item.AssetId), ("template", item.TemplateKey), ("due", item.DueDate), ("until", until)), CodedText.Of("personal", ("user", caller.User))));
        }, cancellationToken);
    }

    private async Task<int> RepeatAsync(Func<WriteUnit, CancellationToken, Task<int>> some, CancellationToken cancellationToken)
    {
        var deleted = 0;
        while (await writer.WriteAsync(some, cancellationToken).ConfigureAwait(false) is > 0 and var count) deleted += count;
        return deleted;
    }

    private async Task<int> DeleteAsync(WriteUnit unit, Func<FacilitiesDb, IQueryable<InspectionItem>> which, int years, CancellationToken cancellationToken)
    {
        var (db, last) = (unit.Db, LastDay(years));
        var before = SiteDay.Start(last.AddDays(1));
        var over = await which(db)
            .Where(item => item.State != InspectionState.Planned && item.State != InspectionState.Due && item.State != InspectionState.Overdue && (item.EndedAt == null ? item.DueDate <= last : item.EndedAt < before)
                && !db.SpotChecks.Any(check => check.ItemId == item.Id && (check.CheckedAt == null || check.CheckedAt >= before))
                && !db.EnforcementCases.Any(known => known.ItemId == item.Id && (known.EndedAt == null || known.EndedAt >= before)))
            .OrderBy(item => item.Id).Select(item => item.Id).Take(PerTransaction).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (over.Count == 0) return 0;
        await RemoveAsync(db, over, cancellationToken).ConfigureAwait(false);
        Count(unit, "inspection.records_deleted", over.Count, years, last);
        return over.Count;
    }

    private async Task<int> DeleteAsync(WriteUnit unit, Func<FacilitiesDb, IQueryable<UnclaimedWork>> which, int years, CancellationToken cancellationToken)
    {
        var last = LastDay(years);
        var before = SiteDay.Start(last.AddDays(1));
        var over = await which(unit.Db).Where(work => work.To < before).OrderBy(work => work.Id).Select(work => work.Id).Take(PerTransaction).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (over.Count == 0) return 0;
        await unit.Db.UnclaimedWorks.Where(work => over.Contains(work.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        Count(unit, "inspection.unclaimed_deleted", over.Count, years, last);
        return over.Count;
    }

    private static async Task RemoveAsync(FacilitiesDb db, IReadOnlyCollection<InspectionItemId> ids, CancellationToken cancellationToken)
    {
        // What is over stands in no record's way any more; its own lines in the audit chain stay.
        await db.SpotChecks.Where(check => ids.Contains(check.ItemId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await db.EnforcementCases.Where(known => ids.Contains(known.ItemId)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await db.UnclaimedWorks.Where(work => work.ClaimedBy != null && ids.Contains(work.ClaimedBy.Value)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await EvidencePins.ReleaseAsync(db, ids, cancellationToken).ConfigureAwait(false);
        await db.InspectionItems.Where(item => ids.Contains(item.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>From which day on a record's time is counted: it ended, was due, or the last check or case about it ended.</summary>
    private static async Task<DateOnly> EndedAsync(FacilitiesDb db, InspectionItem item, CancellationToken cancellationToken)
    {
        var reviews = await db.SpotChecks.Where(check => check.ItemId == item.Id).Select(check => check.CheckedAt)
            .Concat(db.EnforcementCases.Where(known => known.ItemId == item.Id).Select(known => known.EndedAt)).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (reviews.Contains(null)) throw new RuleViolation(RuleCodes.InspectionHeld);
        return reviews.Select(ended => SiteDay.Of(ended!.Value)).Append(item.EndedAt is { } done ? SiteDay.Of(done) : item.DueDate).Max();
    }

    /// <summary>As the record of the duty that is kept longest of those it would prove.</summary>
    private static int YearsOf(ProofRule rule) => rule.Proves.Max(key => (InspectionTemplates.Find(key)?.Keeping ?? RecordKeeping.Own).Years);

    /// <summary>The last day on which something ended that needn't be kept today.</summary>
    private DateOnly LastDay(int years) => SiteDay.Of(clock.GetUtcNow()).AddYears(-years).AddDays(-1);

    private void Count(WriteUnit unit, string code, int count, int years, DateOnly last) => unit.Audit(new AuditDraft(
        clock.GetUtcNow(), "archive", "inspections", "delete", Role.System, null, CodedText.Of(code, ("count", count), ("years", years), ("through", last)), null));
}
