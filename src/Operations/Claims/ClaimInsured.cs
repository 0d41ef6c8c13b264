using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Claims;

/// <summary>Who the insured of a claim is.</summary>
internal static class ClaimInsured
{
    /// <summary>Who holds the policy, and who runs the community: one or two.</summary>
    public static async Task<IReadOnlyList<OrganisationId>> OfAsync(FacilitiesDb db, Claim claim, CancellationToken cancellationToken)
    {
        var holders = await db.Policies.Where(policy => policy.Id == claim.PolicyId).Select(policy => policy.HolderId).ToListAsync(cancellationToken).ConfigureAwait(false);
        var firms = await db.Communities.Where(site => site.Id == claim.CommunityId).Select(site => site.PropertyFirmId).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. holders.Concat(firms.OfType<OrganisationId>()).Distinct()];
    }
}
