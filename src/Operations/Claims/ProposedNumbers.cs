using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Operations.Faults;
using Facilities.Storage.Relational;

namespace Facilities.Operations.Claims;

/// <summary>Numbers of new claims, by the year at their site.</summary>
internal static class ProposedNumbers
{
    public static async Task<string> NextAsync(FacilitiesDb db, CommunityId community, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var site = await FaultStore.SiteRulesAsync(db, community, cancellationToken).ConfigureAwait(false);
        var year = site.Calendar.LocalDate(now).Year;
        return ClaimNumber.Format(year, await NumberSequence.NextAsync(db, $"claim-{year}", cancellationToken).ConfigureAwait(false));
    }
}
