using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Contracts;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Inspections;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Contracts;

/// <summary>What firms delivered of what their contracts promise, per quarter, from records and faults in the caller's scope; nothing is estimated. Thread-safe.</summary>
public sealed class ContractPerformance(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>Visits and faults listed behind one number.</summary>
    public const int MaximumCases = 200;

    /// <summary>Assets asked about in one query.</summary>
    private const int Batch = 500;

    /// <summary>Duties that a maintenance firm performs; what the property firm's own people do is not what it promised.</summary>
    private static readonly string[] FirmDuties = [.. InspectionTemplates.All.Where(template => template.Performer == Performer.Firm).Select(template => template.Key)];

    /// <summary>The quarter of today.</summary>
    public Quarter Current => Quarter.Of(SiteDay.Of(clock.GetUtcNow()));

    /// <param name="firm">Only this firm's; null: all.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<PerformanceResult> MeasureAsync(Caller caller, Quarter quarter, OrganisationId? firm, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewFaults);
        var (from, until) = (quarter.From, quarter.Until);
        var now = clock.GetUtcNow();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var contracts = await db.ContractsIn(caller.Scope).AsNoTracking()
                .Where(contract => contract.From <= until && (contract.Until == null || contract.Until >= from) && (firm == null || contract.FirmId == firm))
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            var promising = contracts.Where(contract => contract.Clauses.Count > 0).ToList();
            var lines = new List<(OrganisationId Firm, ClausePerformance Performance)>();
            foreach (var some in promising.Chunk(Batch))
            {
                var visits = await VisitsAsync(db, some, from, until, cancellationToken).ConfigureAwait(false);
                var calls = await CallsAsync(db, some, SiteDay.Start(from), SiteDay.Start(until.AddDays(1)), cancellationToken).ConfigureAwait(false);
                lines.AddRange(
                    from contract in some
                    let ownVisits = visits[contract.AssetId].Where(visit => contract.HoldsOn(visit.Due)).Select(visit => new ContractVisit(visit.Id, visit.State, visit.By == contract.FirmId, visit.Verdict)).ToList()
                    let ownCalls = calls[(contract.AssetId, contract.FirmId)].Where(call => contract.HoldsOn(SiteDay.Of(call.GivenAt))).ToList()
                    from clause in contract.Clauses
                    select (contract.FirmId, ClauseEvaluation.Evaluate(clause, ownVisits, ownCalls, now)));
            }

            var parties = await PartyLookup.LoadAsync(db, lines.Select(line => (OrganisationId?)line.Firm).Distinct(), [], cancellationToken).ConfigureAwait(false);
            var rows = lines.GroupBy(line => (line.Firm, line.Performance.Clause)).Select(group => new ClauseRow(group.Key.Firm, parties.Organisation(group.Key.Firm)!, group.Count(), Together(group.Key.Clause, [.. group.Select(line => line.Performance)])));
            return new PerformanceResult(
                quarter.ToString(), from, until,
                [.. rows.OrderBy(row => row.Name.Zh, StringComparer.Ordinal).ThenBy(row => row.Firm.Value).ThenBy(row => row.Performance.Result).ThenBy(row => row.Performance.Clause.Kind).ThenBy(row => row.Key, StringComparer.Ordinal)],
                contracts.Count - promising.Count);
        }
    }

    /// <summary>The visits or faults with these ids that the caller sees, and a firm's own under a contract that has ended since; the newest first, at most <see cref="MaximumCases"/>.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<IReadOnlyList<ClauseCase>> CasesAsync(Caller caller, ClauseKind kind, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(ids);
        RoleRights.Require(caller.Actor, Right.ViewFaults);
        var firm = caller.Scope.Kind == ScopeKind.MaintenanceFirm ? caller.Scope.Organisation : null;
        var newest = ids.OrderDescending().Take(MaximumCases).ToList();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (ContractClause.IsTimed(kind))
            {
                var wanted = newest.Select(id => new FaultId(id)).ToList();
                var seen = db.FaultsOfAssetsIn(caller.Scope);
                var faults = await db.Faults.Where(fault => wanted.Contains(fault.Id) && ((firm != null && fault.AssignedFirmId == firm) || seen.Any(one => one.Id == fault.Id)))
                    .OrderByDescending(fault => fault.DetectedAt).Select(fault => new { fault.Number, fault.AssetId, fault.DetectedAt, Opens = seen.Any(one => one.Id == fault.Id) }).ToListAsync(cancellationToken).ConfigureAwait(false);
                var sites = await PlaceLookup.PlacesAsync(db, faults.Select(fault => fault.AssetId), cancellationToken).ConfigureAwait(false);
                return [.. faults.Select(fault => new ClauseCase(fault.Number, sites[fault.AssetId], null, SiteDay.Of(fault.DetectedAt), fault.Opens))];
            }

            var visited = newest.Select(id => new InspectionItemId(id)).ToList();
            var open = db.InspectionsIn(caller.Scope);
            var items = await db.InspectionItems.Where(item => visited.Contains(item.Id) && (open.Any(one => one.Id == item.Id)
                    || (firm != null && db.Contracts.Any(contract => contract.AssetId == item.AssetId && contract.FirmId == firm && contract.From <= item.DueDate && (contract.Until == null || contract.Until >= item.DueDate)))))
                .OrderByDescending(item => item.DueDate).ThenBy(item => item.Id)
                .Select(item => new { item.Id, item.AssetId, item.TemplateKey, item.DueDate, Opens = open.Any(one => one.Id == item.Id) }).ToListAsync(cancellationToken).ConfigureAwait(false);
            var places = await PlaceLookup.PlacesAsync(db, items.Select(item => item.AssetId), cancellationToken).ConfigureAwait(false);
            return [.. items.Select(item => new ClauseCase(item.Id.ToString(), places[item.AssetId], InspectionDuties.NameOf(item.TemplateKey), item.DueDate, item.Opens))];
        }
    }

    private static ClausePerformance Together(ContractClause clause, List<ClausePerformance> parts) =>
        new(clause, [.. parts.SelectMany(part => part.Delivered)], [.. parts.SelectMany(part => part.Failed)], [.. parts.SelectMany(part => part.Unknown)]);

    private static async Task<ILookup<AssetId, Visit>> VisitsAsync(FacilitiesDb db, MaintenanceContract[] contracts, DateOnly from, DateOnly until, CancellationToken cancellationToken)
    {
        var assets = contracts.Select(contract => contract.AssetId).Distinct().ToList();
        var rows = await (
            from item in db.InspectionItems.AsNoTracking()
            where assets.Contains(item.AssetId) && item.DueDate >= @from && item.DueDate <= until && FirmDuties.Contains(item.TemplateKey)
            join proof in db.InspectionProofs on item.Id equals proof.ItemId into proofs
            from proof in proofs.DefaultIfEmpty()
            select new { item.Id, item.AssetId, item.DueDate, item.State, item.DoneByOrganisation, Verdict = proof == null ? null : proof.Verdict }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.AssetId, row => new Visit(row.Id, row.DueDate, row.State, row.DoneByOrganisation, row.Verdict));
    }

    /// <summary>Faults that the firm they are with first got in the stretch; rejected ones and duplicates were none.</summary>
    private static async Task<ILookup<(AssetId Asset, OrganisationId Firm), ContractCall>> CallsAsync(
        FacilitiesDb db, MaintenanceContract[] contracts, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var assets = contracts.Select(contract => contract.AssetId).Distinct().ToList();
        var faults = await db.Faults.AsNoTracking().Include(fault => fault.Rounds).Include(fault => fault.Holds)
            .Where(fault => assets.Contains(fault.AssetId) && fault.AssignedFirmId != null && fault.State != FaultState.Rejected && fault.State != FaultState.Merged
                && fault.Rounds.Any(round => round.DispatchedAt >= from && round.DispatchedAt < to))
            .AsSplitQuery().ToListAsync(cancellationToken).ConfigureAwait(false);
        return (from fault in faults
                let first = fault.Rounds.Where(round => round.DispatchedAt is not null).MinBy(round => round.Number)!
                where first.DispatchedAt >= @from && first.DispatchedAt < to
                let held = fault.Holds.Aggregate(TimeSpan.Zero, (sum, hold) => sum + (hold.Pause is { } pause && pause.To > pause.From ? pause.To - pause.From : TimeSpan.Zero))
                select (Key: (fault.AssetId, fault.AssignedFirmId!.Value),
                    Call: new ContractCall(fault.Id, first.DispatchedAt!.Value, first.AcknowledgedAt, fault.ArriveBy is not null, first.ArrivedAt, fault.CurrentRound.FixedAt, held)))
            .ToLookup(item => item.Key, item => item.Call);
    }

    private sealed record Visit(InspectionItemId Id, DateOnly Due, InspectionState State, OrganisationId? By, ProofVerdict? Verdict);
}
