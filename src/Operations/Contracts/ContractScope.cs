using Facilities.Domain.Access;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;

namespace Facilities.Operations.Contracts;

/// <summary>The contracts a caller sees: of visible assets; a maintenance firm's its own only.</summary>
internal static class ContractScope
{
    public static IQueryable<MaintenanceContract> ContractsIn(this FacilitiesDb db, Scope scope)
    {
        if (scope.Kind == ScopeKind.Everything) return db.Contracts;
        var assets = db.AssetsIn(scope);
        var seen = db.Contracts.Where(contract => assets.Any(asset => asset.Id == contract.AssetId));
        var organisation = scope.Organisation;
        return scope.Kind == ScopeKind.MaintenanceFirm ? seen.Where(contract => contract.FirmId == organisation) : seen;
    }
}
