using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Inspections;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>
/// Keeps records as long as their duty demands and no longer. Nothing deletes a record before its day, nobody's role does; afterwards the archive's run does by itself,
/// with steps, corrections, verdict and the names of its photos. What went is counted in the audit chain, whose own lines about the records stay. Thread-safe.
/// </summary>
public sealed class RecordArchive(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    private const int PerTransaction = 500;

    /// <summary>Deletes what needn't be kept any more; returns how many items. What is open is never deleted.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var years in InspectionTemplates.All.Select(template => template.Keeping.Years).Append(RecordKeeping.Own.Years).Distinct())
        {
            var known = InspectionTemplates.All.Where(template => template.Keeping.Years == years).Select(template => template.Key).ToList();
            var all = InspectionTemplates.All.Select(template => template.Key).ToList();
            // Of a duty that the library knew once, as long as where no rule says anything.
            var forgotten = years == RecordKeeping.Own.Years;
            while (await DeleteAsync(db => db.InspectionItems.Where(item => known.Contains(item.TemplateKey) || (forgotten && !all.Contains(item.TemplateKey))), years, cancellationToken).ConfigureAwait(false) is > 0 and var some)
                deleted += some;
        }

        return deleted;
    }

    /// <summary>Deletes one item with its record, once its time is over.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionKept"/> says until when and why; <see cref="RuleCodes.RightMissing"/>, <see cref="OperationCodes.NotFound"/>.</exception>
    public async Task DeleteAsync(Caller caller, InspectionItemId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ErasePersonalFields);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        InspectionItem item;
        await using (db.ConfigureAwait(false))
        {
            item = await db.InspectionsIn(caller.Scope).AsNoTracking().FirstOrDefaultAsync(known => known.Id == id, cancellationToken).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "inspection"), ("id", id));
        }

        var keeping = InspectionTemplates.Find(item.TemplateKey)?.Keeping ?? RecordKeeping.Own;
        var until = keeping.Until(item.EndedAt is { } ended ? SiteDay.Of(ended) : item.DueDate);
        if (item.IsPending || until >= SiteDay.Of(clock.GetUtcNow())) throw new RuleViolation(RuleCodes.InspectionKept, ("until", until), ("basis", keeping.Basis));
        await DeleteAsync(context => context.InspectionItems.Where(known => known.Id == id), keeping.Years, cancellationToken).ConfigureAwait(false);
    }

    private Task<int> DeleteAsync(Func<FacilitiesDb, IQueryable<InspectionItem>> which, int years, CancellationToken cancellationToken) => writer.WriteAsync(async (unit, token) =>
    {
        var now = clock.GetUtcNow();
        // The last day on which something ended that needn't be kept today.
        var last = SiteDay.Of(now).AddYears(-years).AddDays(-1);
        var before = SiteDay.Start(last.AddDays(1));
        var over = await which(unit.Db)
            .Where(item => item.State != InspectionState.Planned && item.State != InspectionState.Due && item.State != InspectionState.Overdue && (item.EndedAt == null ? item.DueDate <= last : item.EndedAt < before))
            .OrderBy(item => item.Id).Select(item => item.Id).Take(PerTransaction).ToListAsync(token).ConfigureAwait(false);
        if (over.Count == 0) return 0;
        var deleted = await unit.Db.InspectionItems.Where(item => over.Contains(item.Id)).ExecuteDeleteAsync(token).ConfigureAwait(false);
        unit.Audit(new AuditDraft(
            now, "archive", "inspections", "delete", Role.System, null, CodedText.Of("inspection.records_deleted", ("count", deleted), ("years", years), ("through", last)), null));
        return deleted;
    }, cancellationToken);
}
