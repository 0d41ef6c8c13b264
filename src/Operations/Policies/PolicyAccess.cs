using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Policies;

/// <summary>Which policies a caller may record and change: of assets in communities that its firm runs. An insurer only looks.</summary>
internal static class PolicyAccess
{
    /// <summary>Assets that the caller may insure.</summary>
    public static IQueryable<Asset> Insurable(FacilitiesDb db, Caller caller)
    {
        var sites = db.CommunitiesRunBy(caller);
        return db.Assets.Where(asset => asset.InService && sites.Any(site => site.Id == asset.CommunityId));
    }

    /// <summary>A policy is managed by who manages all that is under it: nobody changes the cover of somebody else's equipment.</summary>
    public static async Task<bool> MayManageAsync(FacilitiesDb db, Caller caller, Policy policy, CancellationToken cancellationToken)
    {
        if (!RoleRights.Has(caller.Role, Right.ManagePolicies)) return false;
        if (caller.Role == Role.Admin) return true;
        var (sites, covered) = (db.CommunitiesRunBy(caller), policy.Assets.Select(item => item.AssetId).ToList());
        return covered.Count > 0 && await db.Assets.CountAsync(asset => covered.Contains(asset.Id) && sites.Any(site => site.Id == asset.CommunityId), cancellationToken).ConfigureAwait(false) == covered.Count;
    }
}
