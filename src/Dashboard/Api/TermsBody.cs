using Facilities.Domain.Insurance;
using Facilities.Operations.Policies;

namespace Facilities.Dashboard.Api;

/// <summary>A version of a policy's terms.</summary>
/// <param name="From">First day; of a new version tomorrow or later.</param>
/// <param name="Until">Last day.</param>
/// <param name="PremiumFen">Due once, when they begin; 0: they change what was agreed without one of their own.</param>
/// <param name="Exclusions"><c>inspection_expired</c>, <c>upkeep_unlicensed</c>, <c>wilful_damage</c>, <c>cosmetic</c>, <c>upgrade</c>; left out: the first.</param>
/// <param name="NoClaimBonusPercent">Share of the premium that comes back after terms without a claim.</param>
internal sealed record TermsBody(DateOnly From, DateOnly Until, long PremiumFen, IReadOnlyList<CoverBody> Covers, IReadOnlyList<string>? Exclusions = null, int NoClaimBonusPercent = 0)
{
    public TermsDraft ToDraft() => new(From, Until, new Money(PremiumFen), [.. Covers.Select(cover => cover.ToDraft())], Exclusions ?? [PolicyTerms.InspectionExpired], NoClaimBonusPercent);
}
