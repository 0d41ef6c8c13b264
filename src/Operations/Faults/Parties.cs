using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Organisations;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>
/// Who can be asked to do a part of a fault: the firm that runs the community, firms under contract for any of its equipment, its subdistrict and district, and the
/// district's regulators. Nobody else: a part opens the fault to whoever holds it.
/// </summary>
internal static class Parties
{
    /// <summary>Those who have no open part of it.</summary>
    public static async Task<IReadOnlyList<PartyChoice>> ChoicesAsync(FacilitiesDb db, Fault fault, DateOnly day, CancellationToken cancellationToken)
    {
        var busy = fault.Parts.Where(part => part.IsOpen).Select(part => part.OrganisationId).ToHashSet();
        var all = await Of(db, fault.CommunityId, day).AsNoTracking().OrderBy(item => item.Kind).ThenBy(item => item.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. all.Where(item => !busy.Contains(item.Id)).Select(item => new PartyChoice(item.Id, Names.Of(item.Name, item.NameEn), item.Kind))];
    }

    /// <exception cref="RuleViolation"><see cref="OperationCodes.PartyRefused"/>.</exception>
    public static async Task RequireAsync(FacilitiesDb db, Fault fault, OrganisationId organisation, DateOnly day, CancellationToken cancellationToken)
    {
        if (!await Of(db, fault.CommunityId, day).AnyAsync(item => item.Id == organisation, cancellationToken).ConfigureAwait(false))
            throw new RuleViolation(OperationCodes.PartyRefused, ("organisation", organisation));
    }

    private static IQueryable<Organisation> Of(FacilitiesDb db, CommunityId community, DateOnly day)
    {
        var contracts = db.ContractsOn(day);
        return db.Organisations.Where(item => db.Communities.Any(site => site.Id == community
            && (site.PropertyFirmId == item.Id || site.SubdistrictId == item.Id || site.DistrictId == item.Id
                || (item.Kind == OrganisationKind.Regulator && item.ParentId == site.DistrictId)))
            || contracts.Any(contract => contract.FirmId == item.Id && db.Assets.Any(asset => asset.Id == contract.AssetId && asset.CommunityId == community)));
    }
}
