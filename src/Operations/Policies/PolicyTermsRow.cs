using Facilities.Domain.Insurance;

namespace Facilities.Operations.Policies;

/// <summary>A version of terms.</summary>
/// <param name="From">First instant.</param>
/// <param name="Until">First instant after.</param>
/// <param name="Premium">Due once, when they begin.</param>
/// <param name="Claims">Under them, of those that the caller sees, without withdrawn and rejected ones.</param>
/// <param name="Agreed">Sum of what was agreed on them.</param>
/// <param name="Bonus">What comes back of the premium; zero: nothing; null: it can't be told yet, or the caller doesn't see all assets. See <see cref="NoClaimBonus"/>.</param>
public sealed record PolicyTermsRow(
    int Version, DateTimeOffset From, DateTimeOffset Until, Money Premium, IReadOnlyList<string> Exclusions, int NoClaimBonusPercent, IReadOnlyList<CoverRow> Covers, int Claims, Money Agreed, Money? Bonus);
