using Facilities.Domain.Access;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;

namespace Facilities.Operations.Contracts;

/// <summary>The contracts a caller sees: of visible assets; a maintenance firm's own only, those that have ended too.</summary>
internal static class ContractScope
{
    public static IQueryable<MaintenanceContract> ContractsIn(this FacilitiesDb db, Scope scope)
    {
        if (scope.Kind == ScopeKind.Everything) return db.Contracts;
        var organisation = scope.Organisation;
        if (scope.Kind == ScopeKind.MaintenanceFirm) return db.Contracts.Where(contract => contract.FirmId == organisation);
        var assets = db.AssetsIn(scope);
        return db.Contracts.Where(contract => assets.Any(asset => asset.Id == contract.AssetId));
    }
}
