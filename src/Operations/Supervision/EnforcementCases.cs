using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Enforcement;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Supervision;

/// <summary>Records of inspections that were handed to an enforcement authority: case number out, result back, each in the audit chain. One open case per record. Thread-safe.</summary>
public sealed class EnforcementCases(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, ILiveFeed live, SiteClock clock)
{
    /// <exception cref="RuleViolation">No right, not in scope, <see cref="RuleCodes.EnforcementOpen"/>, or the domain refused.</exception>
    public async Task<EnforcementCaseId> HandOverAsync(Caller caller, InspectionItemId item, string number, string authority, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.Supervise);
        return await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            if (!await unit.Db.InspectionsIn(caller.Scope).AnyAsync(record => record.Id == item, token).ConfigureAwait(false)) throw new RuleViolation(OperationCodes.NotFound, ("kind", "inspection"), ("id", item));
            if (await unit.Db.EnforcementCases.FirstOrDefaultAsync(open => open.ItemId == item && open.State == EnforcementState.HandedOver, token).ConfigureAwait(false) is { } standing)
                throw new RuleViolation(RuleCodes.EnforcementOpen, ("number", standing.Number));
            var opened = new EnforcementCase(item, number, authority, reason, caller.Actor, now);
            unit.Db.EnforcementCases.Add(opened);
            await unit.Db.SaveChangesAsync(token).ConfigureAwait(false);
            Record(unit, caller, opened, "HandOver", CodedText.Of("audit.enforcement", ("inspection", item), ("number", opened.Number), ("authority", opened.Authority), ("to", opened.State)), opened.Reason, now);
            return opened.Id;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Enters the authority's result, or takes the case back.</summary>
    /// <exception cref="RuleViolation">No right, not in scope, or the domain refused.</exception>
    public async Task EndAsync(Caller caller, EnforcementCaseId id, EnforcementAction action, string words, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.Supervise);
        await writer.WriteAsync(async (unit, token) =>
        {
            var now = clock.GetUtcNow();
            var items = unit.Db.InspectionsIn(caller.Scope);
            var open = await unit.Db.EnforcementCases.FirstOrDefaultAsync(known => known.Id == id && items.Any(item => item.Id == known.ItemId), token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "enforcement"), ("id", id));
            open.End(action, words, caller.Actor, now);
            Record(unit, caller, open, action.ToString(), CodedText.Of("audit.enforcement", ("inspection", open.ItemId), ("number", open.Number), ("authority", open.Authority), ("to", open.State)), open.Result, now);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A page of the cases in the caller's scope: open ones first, then the newest.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<Rows<EnforcementRow>> ListAsync(Caller caller, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.Supervise);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var items = db.InspectionsIn(caller.Scope);
            var cases = db.EnforcementCases.AsNoTracking().Where(known => items.Any(item => item.Id == known.ItemId));
            var total = await cases.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await cases.OrderBy(known => known.State != EnforcementState.HandedOver).ThenByDescending(known => known.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            return new Rows<EnforcementRow>(await RowsAsync(db, page, cancellationToken).ConfigureAwait(false), total);
        }
    }

    /// <summary>All cases of one record, newest first; empty for who may not see them.</summary>
    public async Task<IReadOnlyList<EnforcementRow>> OfAsync(Caller caller, InspectionItemId item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!RoleRights.Has(caller.Role, Right.Supervise)) return [];
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (!await db.InspectionsIn(caller.Scope).AnyAsync(known => known.Id == item, cancellationToken).ConfigureAwait(false)) return [];
            return [.. (await RowsAsync(db, [item], cancellationToken).ConfigureAwait(false)).OrderByDescending(row => row.HandedAt)];
        }
    }

    internal static async Task<IReadOnlyList<EnforcementRow>> RowsAsync(FacilitiesDb db, IReadOnlyList<InspectionItemId> items, CancellationToken cancellationToken) =>
        await RowsAsync(db, await db.EnforcementCases.AsNoTracking().Where(known => items.Contains(known.ItemId)).ToListAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    private static async Task<IReadOnlyList<EnforcementRow>> RowsAsync(FacilitiesDb db, List<EnforcementCase> cases, CancellationToken cancellationToken)
    {
        var people = await PartyLookup.LoadAsync(db, [], cases.Select(known => known.HandedBy), cancellationToken).ConfigureAwait(false);
        return [.. cases.Select(known => new EnforcementRow(
            known.Id, known.ItemId, known.Number, known.Authority, known.Reason, known.State, people.Person(known.HandedBy), known.HandedAt, known.EndedAt, known.Result))];
    }

    private void Record(WriteUnit unit, Caller caller, EnforcementCase known, string action, CodedText detail, string? note, DateTimeOffset now)
    {
        unit.Audit(new AuditDraft(now, "enforcement", known.Id.ToString(), action, caller.Role, caller.Actor.Organisation, detail, Samples.Personal(caller, note)));
        unit.AfterCommit(() => live.Publish(new LiveChange(LiveTopic.Inspection, known.ItemId.Value)));
    }
}
