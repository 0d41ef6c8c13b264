using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Complaints;

namespace Facilities.Operations.Complaints;

/// <summary>Which hotline records a caller sees: those about communities (or, for a maintenance firm, equipment) in his scope, and of those about nowhere what his organisation brought.</summary>
internal static class ComplaintSight
{
    public static IQueryable<Complaint> ComplaintsIn(this FacilitiesDb db, Caller caller)
    {
        var (scope, organisation) = (caller.Scope, caller.Actor.Organisation);
        if (scope.Kind == ScopeKind.Everything) return db.Complaints;
        if (!scope.IsOfCommunities())
        {
            var assets = db.AssetsIn(scope);
            return db.Complaints.Where(item => item.AssetId != null && assets.Any(asset => asset.Id == item.AssetId));
        }

        var sites = db.CommunitiesIn(scope);
        return db.Complaints.Where(item => item.CommunityId == null ? organisation != null && item.OrganisationId == organisation : sites.Any(site => site.Id == item.CommunityId));
    }
}
