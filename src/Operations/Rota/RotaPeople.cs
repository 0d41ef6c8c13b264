using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;

namespace Facilities.Operations.Rota;

/// <summary>Who can be on a community's rota: people of the firm that runs it and of the firms under contract there. A maintenance firm names its own people only.</summary>
internal static class RotaPeople
{
    public static IQueryable<AppUser> Of(FacilitiesDb db, Caller caller, CommunityId community, DateOnly on)
    {
        var contracts = db.ContractsOn(on);
        var people = db.Users.Where(user => user.OrganisationId != null
            && (user.Role == Role.Crew || user.Role == Role.Dispatcher || user.Role == Role.Firm)
            && (db.Communities.Any(site => site.Id == community && site.PropertyFirmId == user.OrganisationId)
                || contracts.Any(contract => contract.FirmId == user.OrganisationId
                    && db.Assets.Any(asset => asset.Id == contract.AssetId && asset.CommunityId == community))));
        return caller.Scope.Kind == ScopeKind.MaintenanceFirm ? people.Where(user => user.OrganisationId == caller.Actor.Organisation) : people;
    }
}
