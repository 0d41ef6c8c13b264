using Facilities.Domain;
using Facilities.Domain.Insurance;

namespace Facilities.Operations.Policies;

/// <summary>A version of terms to record.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="Premium">Due once, when they begin; zero: they change what was agreed without one of their own.</param>
/// <param name="Exclusions">Of <see cref="PolicyTerms.KnownExclusions"/>.</param>
/// <param name="NoClaimBonusPercent">Share of the premium that comes back after terms without a claim.</param>
public sealed record TermsDraft(DateOnly From, DateOnly Until, Money Premium, IReadOnlyList<CoverDraft> Covers, IReadOnlyList<string> Exclusions, int NoClaimBonusPercent)
{
    /// <summary>The longest known runs 15 years (电梯养老险).</summary>
    public const int LongestYears = 20;

    /// <summary>As many as there are kinds.</summary>
    public static int MostCovers => Enum.GetValues<CoverKind>().Length;

    /// <param name="today">Nothing begins longer ago, or runs longer, than <see cref="LongestYears"/>.</param>
    internal PolicyTerms ToTerms(int version, DateOnly today)
    {
        if (From < today.AddYears(-LongestYears) || From > today.AddYears(LongestYears) || (Until >= From && Until > From.AddYears(LongestYears))) throw new RuleViolation(RuleCodes.PolicyTerm, ("years", LongestYears));
        if (Covers.Count == 0 || Covers.Count > MostCovers) throw new RuleViolation(RuleCodes.PolicyFigure, ("field", "covers"));
        return new PolicyTerms(version, SiteDay.Start(From), SiteDay.Start(Until.AddDays(1)), Covers.Select(cover => cover.ToCover()), Exclusions, NoClaimBonusPercent, Premium);
    }
}
