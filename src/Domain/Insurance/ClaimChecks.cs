namespace Facilities.Domain.Insurance;

/// <summary>The checks of a claim: in force, cover, waiting period, exclusions, duplicates, limits. A pure function.</summary>
/// <param name="Checks">In that order.</param>
/// <param name="Payable">After deductible and limits; null while the amount of the loss is unknown.</param>
public sealed record ClaimChecks(IReadOnlyList<ClaimCheck> Checks, Money? Payable)
{
    /// <summary>No check failed; those that couldn't be told don't fail.</summary>
    public bool Passed => Checks.All(check => check.Passed != false);

    /// <param name="loss">Amount before deductible and limits; null while unknown.</param>
    public static ClaimChecks Evaluate(Policy policy, CoverKind kind, AssetId asset, DateTimeOffset lossAt, Money? loss, ClaimFacts facts)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(facts);
        var checks = new List<ClaimCheck>();
        var terms = policy.TermsAt(lossAt);
        checks.Add(Check(terms is not null, ReasonCodes.CheckInForce, ("at", lossAt), ("version", terms?.Version)));
        var cover = policy.Covers(asset, lossAt) ? terms?.CoverFor(kind) : null;
        checks.Add(Check(cover is not null, ReasonCodes.CheckCover, ("cover", kind), ("asset", asset)));
        if (terms is null || cover is null) return new ClaimChecks(checks, null);

        var coveredFrom = policy.InceptionAt + cover.WaitingPeriod;
        checks.Add(Check(lossAt >= coveredFrom, ReasonCodes.CheckWaitingPeriod, ("from", coveredFrom)));
        if (terms.Exclusions.Contains(PolicyTerms.InspectionExpired)) checks.Add(Check(facts.InspectionValid, ReasonCodes.CheckInspectionValid));
        if (terms.Exclusions.Contains(PolicyTerms.UpkeepUnlicensed)) checks.Add(Check(facts.UpkeepLicensed, ReasonCodes.CheckUpkeepLicensed));
        foreach (var judged in terms.Exclusions.Where(code => code is not (PolicyTerms.InspectionExpired or PolicyTerms.UpkeepUnlicensed))) checks.Add(Check(null, ReasonCodes.CheckExclusion, ("exclusion", judged)));
        if (cover.MaximumAgeYears is { } oldest) checks.Add(Check(facts.AgeYears is { } age ? age <= oldest : null, ReasonCodes.CheckAge, ("years", facts.AgeYears), ("maximum", oldest)));
        checks.Add(Check(facts.OtherClaimOfSameLoss is null, ReasonCodes.CheckDuplicate, ("other", facts.OtherClaimOfSameLoss)));

        var left = cover.AggregateLimit is { } aggregate ? Money.Max(Money.Zero, aggregate - facts.PaidUnderTerms) : (Money?)null;
        checks.Add(Check(left is null || left > Money.Zero, ReasonCodes.CheckAggregate, ("left", left)));
        return new ClaimChecks(checks, loss is { } amount ? Limited(amount, cover, left) : null);

        static ClaimCheck Check(bool? passed, string code, params ReadOnlySpan<(string, object?)> parameters) => new(passed, CodedText.Of(code, parameters));
    }

    private static Money Limited(Money loss, Cover cover, Money? left)
    {
        var payable = Money.Max(Money.Zero, loss - cover.Deductible);
        if (cover.EventLimit is { } limit) payable = Money.Min(payable, limit);
        return left is { } rest ? Money.Min(payable, rest) : payable;
    }
}
