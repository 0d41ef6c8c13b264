using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Domain.Insurance;
using Facilities.Domain.Organisations;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Access;
using Facilities.Storage.Relational.Faults;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Access;

/// <summary>
/// The one place where a <see cref="Scope"/> becomes a query. Every read for a person starts here; <see cref="Scope.Admits"/> is the
/// reference that it is tested against.
/// </summary>
public static class ScopedDb
{
    /// <summary>Contracts that hold on a day at the site.</summary>
    public static IQueryable<MaintenanceContract> ContractsOn(this FacilitiesDb db, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Contracts.Where(contract => contract.From <= day && (contract.Until == null || contract.Until >= day));
    }

    public static IQueryable<Asset> AssetsIn(this FacilitiesDb db, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(scope);
        var (organisation, on) = (scope.Organisation, scope.On);
        var (contracts, startOfDay) = (db.ContractsOn(on), scope.Kind == ScopeKind.Insurer ? SiteDay.Start(on) : default);
        return scope.Kind switch
        {
            ScopeKind.Everything => db.Assets,
            ScopeKind.District => db.Assets.Where(asset => db.Communities.Any(site => site.Id == asset.CommunityId && site.DistrictId == organisation)),
            ScopeKind.Subdistrict => db.Assets.Where(asset => db.Communities.Any(site => site.Id == asset.CommunityId && site.SubdistrictId == organisation)),
            ScopeKind.PropertyFirm => db.Assets.Where(asset => db.Communities.Any(site => site.Id == asset.CommunityId && site.PropertyFirmId == organisation)),
            ScopeKind.OwnersCommittee => db.Assets.Where(asset => db.Communities.Any(site => site.Id == asset.CommunityId && site.OwnersCommitteeId == organisation)),
            ScopeKind.MaintenanceFirm => db.Assets.Where(asset => contracts.Any(contract => contract.AssetId == asset.Id && contract.FirmId == organisation)),
            ScopeKind.Insurer => db.Assets.Where(asset => db.Policies.Any(policy =>
                policy.InsurerId == organisation && (policy.EndsAt == null || policy.EndsAt > startOfDay) && policy.Assets.Any(item => item.AssetId == asset.Id) && policy.Terms.Any(terms => terms.ValidUntil > startOfDay))),
            _ => db.Assets.Where(_ => false),
        };
    }

    /// <summary>Communities with at least one visible asset, and those that the organisation itself runs or oversees.</summary>
    public static IQueryable<Community> CommunitiesIn(this FacilitiesDb db, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(scope);
        var organisation = scope.Organisation;
        if (scope.Kind is ScopeKind.MaintenanceFirm or ScopeKind.Insurer)
        {
            var assets = db.AssetsIn(scope);
            return db.Communities.Where(site => assets.Any(asset => asset.CommunityId == site.Id));
        }

        return scope.Kind switch
        {
            ScopeKind.Everything => db.Communities,
            ScopeKind.District => db.Communities.Where(site => site.DistrictId == organisation),
            ScopeKind.Subdistrict => db.Communities.Where(site => site.SubdistrictId == organisation),
            ScopeKind.PropertyFirm => db.Communities.Where(site => site.PropertyFirmId == organisation),
            ScopeKind.OwnersCommittee => db.Communities.Where(site => site.OwnersCommitteeId == organisation),
            _ => db.Communities.Where(_ => false),
        };
    }

    /// <summary>Communities whose own rules (calendar, ladders, channels) the caller's firm may set: those it runs; all of them for an administrator.</summary>
    public static IQueryable<Community> CommunitiesRunBy(this FacilitiesDb db, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(caller);
        var firm = caller.Actor.Organisation;
        return caller.Role == Role.Admin ? db.Communities : db.CommunitiesIn(caller.Scope).Where(site => site.PropertyFirmId == firm && firm != null);
    }

    /// <summary>Faults of visible assets, and those of which the caller's organisation has a part (ADR 35).</summary>
    public static IQueryable<Fault> FaultsIn(this FacilitiesDb db, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.Kind is not (ScopeKind.PropertyFirm or ScopeKind.MaintenanceFirm or ScopeKind.Subdistrict or ScopeKind.District)) return db.FaultsOfAssetsIn(scope);
        var (assets, organisation) = (db.AssetsIn(scope), scope.Organisation);
        return db.Faults.Where(fault => assets.Any(asset => asset.Id == fault.AssetId) || db.FaultParts.Any(part => part.FaultId == fault.Id && part.OrganisationId == organisation));
    }

    /// <summary>Faults of visible assets: those on which the caller may do more than his part.</summary>
    public static IQueryable<Fault> FaultsOfAssetsIn(this FacilitiesDb db, Scope scope)
    {
        if (IsEverything(scope)) return db.Faults;
        var assets = db.AssetsIn(scope);
        return db.Faults.Where(fault => assets.Any(asset => asset.Id == fault.AssetId));
    }

    /// <summary>Messages about visible faults, and about visible communities. What a person is told of himself alone (<see cref="NoticeKinds.Personal"/>) only he sees.</summary>
    public static IQueryable<Delivery> DeliveriesIn(this FacilitiesDb db, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(caller);
        var (scope, self) = (caller.Scope, caller.User);
        var seen = db.Deliveries.Where(delivery => (self != null && delivery.UserId == self) || !db.Notices.Any(notice => notice.Id == delivery.NoticeId && NoticeKinds.Personal.Contains(notice.Kind)));
        if (IsEverything(scope)) return seen;
        var faults = db.FaultsIn(scope);
        var sites = db.CommunitiesIn(scope);
        return seen.Where(delivery => delivery.FaultId != null ? faults.Any(item => item.Id == delivery.FaultId) : sites.Any(site => site.Id == delivery.CommunityId));
    }

    public static IQueryable<StoredFinding> FindingsIn(this FacilitiesDb db, Scope scope)
    {
        if (IsEverything(scope)) return db.Findings;
        var assets = db.AssetsIn(scope);
        return db.Findings.Where(finding => assets.Any(asset => asset.Id == finding.AssetId));
    }

    public static IQueryable<InspectionItem> InspectionsIn(this FacilitiesDb db, Scope scope)
    {
        if (IsEverything(scope)) return db.InspectionItems;
        var assets = db.AssetsIn(scope);
        return db.InspectionItems.Where(item => assets.Any(asset => asset.Id == item.AssetId));
    }

    /// <summary>The same for counting: whoever sees whole communities is cut by them, so that the index counts a district without looking at a single asset.</summary>
    internal static async Task<IQueryable<InspectionItem>> InspectionsBySiteAsync(this FacilitiesDb db, Scope scope, CancellationToken cancellationToken)
    {
        if (IsEverything(scope) || !scope.IsOfCommunities()) return db.InspectionsIn(scope);
        var sites = await db.CommunitiesIn(scope).Select(site => site.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return db.InspectionItems.Where(item => sites.Contains(item.CommunityId));
    }

    /// <summary>Whether the caller sees whole communities, not some of their assets.</summary>
    internal static bool IsOfCommunities(this Scope scope) => scope.Kind is ScopeKind.Everything or ScopeKind.District or ScopeKind.Subdistrict or ScopeKind.PropertyFirm or ScopeKind.OwnersCommittee;

    /// <summary>What a firm answers for: its communities' and, under contract on that day, its assets'.</summary>
    internal static IQueryable<InspectionItem> OfFirm(this IQueryable<InspectionItem> items, FacilitiesDb db, OrganisationId firm, DateOnly today)
    {
        var contracts = db.ContractsOn(today);
        return items.Where(item => db.Communities.Any(site => site.Id == item.CommunityId && site.PropertyFirmId == firm)
            || contracts.Any(contract => contract.AssetId == item.AssetId && contract.FirmId == firm));
    }

    public static IQueryable<InspectionSchedule> InspectionSchedulesIn(this FacilitiesDb db, Scope scope)
    {
        if (IsEverything(scope)) return db.InspectionSchedules;
        var assets = db.AssetsIn(scope);
        return db.InspectionSchedules.Where(schedule => assets.Any(asset => asset.Id == schedule.AssetId));
    }

    /// <summary>An insurer's own policies, also those that have ended; everybody else's by the assets that he sees and by what his organisation holds.</summary>
    public static IQueryable<Policy> PoliciesIn(this FacilitiesDb db, Scope scope)
    {
        if (IsEverything(scope)) return db.Policies;
        var organisation = scope.Organisation;
        if (scope.Kind == ScopeKind.Insurer) return db.Policies.Where(policy => policy.InsurerId == organisation);
        var assets = db.AssetsIn(scope);
        return db.Policies.Where(policy => policy.HolderId == organisation || policy.Assets.Any(covered => assets.Any(asset => asset.Id == covered.AssetId)));
    }

    public static IQueryable<Claim> ClaimsIn(this FacilitiesDb db, Scope scope)
    {
        if (IsEverything(scope)) return db.Claims;
        // An insurer sees the claims under its own policies, also when they have ended since; not another insurer's for the same asset.
        if (scope.Kind == ScopeKind.Insurer) return db.Claims.Where(claim => claim.InsurerId == scope.Organisation);
        var assets = db.AssetsIn(scope);
        return db.Claims.Where(claim => assets.Any(asset => asset.Id == claim.AssetId));
    }

    /// <summary>The accounts that somebody who manages accounts sees: an administrator all, a firm's administrator those of his firm.</summary>
    public static IQueryable<AppUser> PeopleIn(this FacilitiesDb db, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.Role is Role.Admin or Role.System) return db.Users;
        var (organisation, self) = (caller.Actor.Organisation, caller.User?.Value);
        return RoleRights.Has(caller.Role, Right.ManageUsers) && organisation is not null
            ? db.Users.Where(user => user.OrganisationId == organisation)
            : db.Users.Where(user => user.Id == self);
    }

    private static bool IsEverything(Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Kind == ScopeKind.Everything;
    }
}
