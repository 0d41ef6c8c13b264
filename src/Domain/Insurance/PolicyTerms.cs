namespace Facilities.Domain.Insurance;

/// <summary>One version of a policy's terms; a loss is judged by the version of its own time.</summary>
public sealed class PolicyTerms
{
    private readonly List<Cover> _covers = [];

    private PolicyTerms()
    {
    }

    /// <param name="version">1, 2, …</param>
    /// <param name="validFrom">First instant, included.</param>
    /// <param name="validUntil">First instant after, excluded.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.PeriodReversed"/>, <see cref="RuleCodes.PolicyCover"/>, <see cref="RuleCodes.PolicyPremium"/>.</exception>
    public PolicyTerms(
        int version, DateTimeOffset validFrom, DateTimeOffset validUntil, IEnumerable<Cover> covers, IEnumerable<string>? exclusions = null, int noClaimBonusPercent = 0, Money premium = default)
    {
        if (noClaimBonusPercent is < 0 or > 100) throw new RuleViolation(RuleCodes.PolicyFigure, ("field", "noClaimBonusPercent"));
        RequirePremium(premium);
        Premium = premium;
        NoClaimBonusPercent = noClaimBonusPercent;
        if (validUntil <= validFrom) throw new RuleViolation(RuleCodes.PeriodReversed, ("from", validFrom), ("until", validUntil));
        Version = version;
        ValidFrom = validFrom;
        ValidUntil = validUntil;
        _covers.AddRange(covers);
        if (_covers.DistinctBy(cover => cover.Kind).Count() != _covers.Count) throw new RuleViolation(RuleCodes.PolicyCover, ("version", version));
        Exclusions = [.. (exclusions ?? [InspectionExpired]).Distinct(StringComparer.Ordinal)];
        if (Exclusions.FirstOrDefault(code => !KnownExclusions.Contains(code)) is { } unknown) throw new RuleViolation(RuleCodes.PolicyExclusion, ("exclusion", unknown));
    }

    /// <summary>Exclusion: the inspection had run out at loss time.</summary>
    public const string InspectionExpired = "inspection_expired";

    /// <summary>Exclusion: no licensed firm was under contract at loss time.</summary>
    public const string UpkeepUnlicensed = "upkeep_unlicensed";

    /// <summary>What may be excluded: the first two are told from records, of the others a person says whether they apply.</summary>
    public static IReadOnlyList<string> KnownExclusions { get; } = [InspectionExpired, UpkeepUnlicensed, "wilful_damage", "cosmetic", "upgrade"];

    /// <summary>A billion yuan: 2,000 lifts for 15 years come to less than a third of it (80 of them to 11.3 million).</summary>
    public static readonly Money LargestPremium = Money.FromYuan(1_000_000_000);

    public long Id { get; private set; }

    public PolicyId PolicyId { get; private set; }

    public int Version { get; private set; }

    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset ValidUntil { get; private set; }

    /// <summary>Of <see cref="KnownExclusions"/>.</summary>
    public IReadOnlyList<string> Exclusions { get; private set; } = [];

    /// <summary>Share of the premium that comes back after terms without a claim, 0 to 100; see <see cref="NoClaimBonus"/>.</summary>
    public int NoClaimBonusPercent { get; private set; }

    /// <summary>Due once, when they begin; zero: they change what was agreed without one of their own.</summary>
    public Money Premium { get; private set; }

    public IReadOnlyList<Cover> Covers => _covers;

    /// <exception cref="RuleViolation"><see cref="RuleCodes.PolicyPremium"/>: below zero, or above <see cref="LargestPremium"/>.</exception>
    internal static void RequirePremium(Money premium)
    {
        if (premium < Money.Zero || premium > LargestPremium) throw new RuleViolation(RuleCodes.PolicyPremium, ("maximum", LargestPremium));
    }

    /// <summary>The policy's, where these terms were given none.</summary>
    internal void TakePremium(Money premium)
    {
        if (Premium == Money.Zero) Premium = premium;
    }

    public bool HoldAt(DateTimeOffset instant) => ValidFrom <= instant && instant < ValidUntil;

    public Cover? CoverFor(CoverKind kind) => _covers.Find(cover => cover.Kind == kind);
}
