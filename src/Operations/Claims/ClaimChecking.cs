using System.Globalization;
using Facilities.Domain.Assets;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Claims;

/// <summary>Gathers what the checks of a claim need to know, as of loss time.</summary>
internal static class ClaimChecking
{
    /// <summary>Asset attribute: date until which the statutory inspection is valid, <c>yyyy-MM-dd</c>.</summary>
    private const string NextInspectionKey = "next_inspection";

    public static async Task<ClaimChecks> EvaluateAsync(FacilitiesDb db, Claim claim, CancellationToken cancellationToken)
    {
        var policy = await db.Policies.AsSplitQuery().FirstAsync(item => item.Id == claim.PolicyId, cancellationToken).ConfigureAwait(false);
        var asset = await db.Assets.AsNoTracking().FirstAsync(item => item.Id == claim.AssetId, cancellationToken).ConfigureAwait(false);
        var day = SiteDay.Of(claim.LossAt);
        var licensed = await db.ContractsOn(day).AnyAsync(contract => contract.AssetId == asset.Id, cancellationToken).ConfigureAwait(false);
        var alive = db.Claims.Where(item => item.Id != claim.Id && item.Cover == claim.Cover && item.State != ClaimState.Rejected && item.State != ClaimState.Withdrawn);
        var other = await alive.Where(item => item.LossKey == claim.LossKey).Select(item => item.Number).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var paid = await alive.Where(item => item.PolicyId == claim.PolicyId && item.TermsVersion == claim.TermsVersion && item.AgreedAmount != null)
            .Select(item => item.AgreedAmount!.Value).ToListAsync(cancellationToken).ConfigureAwait(false);
        var facts = new ClaimFacts(InspectionValid(asset, day), licensed, other, paid.Aggregate(Money.Zero, (sum, amount) => sum + amount));
        return ClaimChecks.Evaluate(policy, claim.Cover, claim.AssetId, claim.LossAt, claim.LossAmount, facts);
    }

    private static bool? InspectionValid(Asset asset, DateOnly day) =>
        asset.Attributes.TryGetValue(NextInspectionKey, out var text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)
            ? day <= until
            : null;
}
