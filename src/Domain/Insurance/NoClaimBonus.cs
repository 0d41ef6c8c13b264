namespace Facilities.Domain.Insurance;

/// <summary>
/// What comes back of the premium of terms that ran to their end without a claim (无赔款优待). A claim that was rejected or withdrawn is none; one that is still open keeps the bonus
/// undecided.
/// </summary>
public static class NoClaimBonus
{
    /// <param name="claims">States of the claims under these terms.</param>
    /// <returns>Zero: nothing is owed. Null: it can't be told yet.</returns>
    public static Money? Of(Policy policy, PolicyTerms terms, IReadOnlyCollection<ClaimState> claims, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.NoClaimBonusPercent == 0) return Money.Zero;
        if (claims.Any(state => state is ClaimState.Agreed or ClaimState.Approved or ClaimState.Paid or ClaimState.Closed)) return Money.Zero;
        if (now < terms.ValidUntil || claims.Any(state => state is not (ClaimState.Rejected or ClaimState.Withdrawn))) return null;
        return new Money((terms.Premium > Money.Zero ? terms.Premium : policy.Premium).Fen * terms.NoClaimBonusPercent / 100);
    }
}
