using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>To whom a fault may go: the firms under contract for the asset on the day, and the firm that runs the community.</summary>
internal static class DispatchTargets
{
    /// <summary>The firm asked for, or without a wish the one under contract, else the property firm.</summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.FirmWithoutContract"/>, <see cref="OperationCodes.CrewNotOfFirm"/>.</exception>
    public static async Task<(OrganisationId Firm, UserId? Crew)> ResolveAsync(
        FacilitiesDb db, Fault fault, OrganisationId? firm, UserId? crew, DateOnly day, CancellationToken cancellationToken)
    {
        var firms = await FirmsAsync(db, fault.AssetId, fault.CommunityId, day, cancellationToken).ConfigureAwait(false);
        if (firms.Count == 0 || (firm is { } wish && !firms.Contains(wish)))
            throw new RuleViolation(OperationCodes.FirmWithoutContract, ("firm", firm));
        var chosen = firm ?? firms[0];
        if (crew is { } person && !await db.Users.AnyAsync(user => user.Id == person.Value && user.OrganisationId == chosen && user.Role == Role.Crew, cancellationToken).ConfigureAwait(false))
            throw new RuleViolation(OperationCodes.CrewNotOfFirm, ("user", person));
        return (chosen, crew);
    }

    /// <summary>Firms under contract first, newest contract first; then the property firm.</summary>
    public static async Task<List<OrganisationId>> FirmsAsync(
        FacilitiesDb db, AssetId asset, CommunityId community, DateOnly day, CancellationToken cancellationToken)
    {
        var firms = await db.ContractsOn(day).Where(contract => contract.AssetId == asset)
            .OrderByDescending(contract => contract.From).Select(contract => contract.FirmId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var propertyFirm = await db.Communities.Where(site => site.Id == community).Select(site => site.PropertyFirmId)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (propertyFirm is { } runs) firms.Add(runs);
        return [.. firms.Distinct()];
    }
}
