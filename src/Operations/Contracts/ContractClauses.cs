using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;
using Facilities.Domain.Contracts;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Contracts;

/// <summary>Contracts in the caller's scope and what they promise. A firm never writes what it promises itself; each change is in the audit chain. Thread-safe.</summary>
public sealed class ContractClauses(IDbContextFactory<FacilitiesDb> databases, FacilitiesWriter writer, SiteClock clock)
{
    /// <summary>Contracts, by id.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<Rows<ContractLine>> ListAsync(Caller caller, OrganisationId? firm, Paging paging, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewFaults);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var query = db.ContractsIn(caller.Scope).AsNoTracking().Where(contract => firm == null || contract.FirmId == firm);
            var total = await query.CountAsync(cancellationToken).ConfigureAwait(false);
            var page = await query.OrderBy(contract => contract.Id).Skip(paging.SafeSkip).Take(paging.SafeTake).ToListAsync(cancellationToken).ConfigureAwait(false);
            var places = await PlaceLookup.PlacesAsync(db, page.Select(contract => contract.AssetId), cancellationToken).ConfigureAwait(false);
            var parties = await PartyLookup.LoadAsync(db, page.Select(contract => (OrganisationId?)contract.FirmId).Distinct(), [], cancellationToken).ConfigureAwait(false);
            return new Rows<ContractLine>(
                [.. page.Select(contract => new ContractLine(
                    contract.Id, contract.Number, contract.FirmId, parties.Organisation(contract.FirmId)!, places[contract.AssetId], contract.From, contract.Until, contract.Clauses,
                    RoleRights.Has(caller.Role, Right.ManageAssets) && contract.FirmId != caller.Actor.Organisation))],
                total);
        }
    }

    /// <summary>Replaces what a contract promises. The same again changes nothing.</summary>
    /// <exception cref="RuleViolation">
    /// <see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.ClauseByFirm"/>, <see cref="RuleCodes.ClauseTwice"/>, <see cref="OperationCodes.NotFound"/>; nothing has changed then.
    /// </exception>
    public async Task PromiseAsync(Caller caller, ContractId id, IReadOnlyList<ContractClause> clauses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(clauses);
        RoleRights.Require(caller.Actor, Right.ManageAssets);
        await writer.WriteAsync(async (unit, token) =>
        {
            var contract = await unit.Db.ContractsIn(caller.Scope).FirstOrDefaultAsync(item => item.Id == id, token).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "contract"), ("id", id));
            if (contract.FirmId == caller.Actor.Organisation) throw new RuleViolation(RuleCodes.ClauseByFirm);
            var before = contract.Clauses;
            contract.Promise(clauses);
            if (before.SequenceEqual(contract.Clauses)) return;
            unit.Audit(new AuditDraft(
                clock.GetUtcNow(), "contract", id.ToString(), "promise", caller.Role, caller.Actor.Organisation,
                CodedText.Of("contract.promised", ("asset", contract.AssetId), ("firm", contract.FirmId), ("from", Text(before)), ("to", Text(contract.Clauses))),
                CodedText.Of("personal", ("user", caller.User))));
        }, cancellationToken).ConfigureAwait(false);
    }

    private static string Text(IReadOnlyList<ContractClause> clauses) => string.Join("; ", clauses);
}
