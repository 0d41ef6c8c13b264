using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Claims;

/// <summary>Gathers what the checks of a claim need to know, as of loss time.</summary>
internal static class ClaimChecking
{
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
        var inspection = await InspectionAtLoss.OfAsync(db, asset, claim.LossAt, cancellationToken).ConfigureAwait(false);
        var facts = new ClaimFacts(inspection.Holds, licensed, other, paid.Aggregate(Money.Zero, (sum, amount) => sum + amount), AgeYears(asset.CommissionedOn, day));
        return ClaimChecks.Evaluate(policy, claim.Cover, claim.AssetId, claim.LossAt, claim.LossAmount, facts);
    }

    private static int? AgeYears(DateOnly? since, DateOnly day) => since is { } from ? day.Year - from.Year - (day < from.AddYears(day.Year - from.Year) ? 1 : 0) : null;
}
