using Facilities.Domain.Access;

namespace Facilities.Domain.Insurance;

/// <summary>A policy over one asset or a group. Terms are versioned and never change once they hold: a new version is added.</summary>
public sealed class Policy
{
    private readonly List<PolicyAsset> _assets = [];
    private readonly List<PolicyTerms> _terms = [];

    private Policy()
    {
    }

    public Policy(string number, OrganisationId insurerId, OrganisationId holderId, IEnumerable<AssetId> assets, PolicyTerms terms, Money premium = default,
        PremiumSource source = PremiumSource.PropertyFirm, string? committeeCode = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(number);
        ArgumentNullException.ThrowIfNull(terms);
        if (number.Length > MaximumNumber) throw new RuleViolation(RuleCodes.PolicyNumber, ("maximum", MaximumNumber));
        PolicyTerms.RequirePremium(premium);
        Number = number;
        InsurerId = insurerId;
        HolderId = holderId;
        Premium = premium;
        if (source != PremiumSource.PropertyFirm && !CreditCode.IsValid(committeeCode)) throw new RuleViolation(RuleCodes.PolicyCreditCode, ("code", committeeCode));
        Source = source;
        CommitteeCode = source == PremiumSource.PropertyFirm ? null : committeeCode;
        _assets.AddRange(assets.Distinct().Select(asset => new PolicyAsset(asset)));
        terms.TakePremium(premium);
        _terms.Add(terms);
    }

    /// <summary>Longest <see cref="Number"/>.</summary>
    public const int MaximumNumber = 100;

    public PolicyId Id { get; private set; }

    /// <summary>The insurer's number; unique.</summary>
    public string Number { get; private set; } = "";

    public OrganisationId InsurerId { get; private set; }

    /// <summary>The insured: using unit or committee.</summary>
    public OrganisationId HolderId { get; private set; }

    /// <summary>Of the newest terms that have one of their own; see <see cref="PolicyTerms.Premium"/>.</summary>
    public Money Premium { get; private set; }

    /// <summary>What the premium is paid from.</summary>
    public PremiumSource Source { get; private set; } = PremiumSource.PropertyFirm;

    /// <summary>Of the owners' committee whose account pays, see <see cref="CreditCode"/>; null when the firm pays.</summary>
    public string? CommitteeCode { get; private set; }

    public IReadOnlyList<PolicyAsset> Assets => _assets;

    public IReadOnlyList<PolicyTerms> Terms => _terms;

    /// <summary>The first instant of cover: waiting periods count from here.</summary>
    public DateTimeOffset InceptionAt => _terms.Min(terms => terms.ValidFrom);

    /// <summary>The first instant without cover.</summary>
    public DateTimeOffset ExpiresAt => EndsAt ?? _terms.Max(terms => terms.ValidUntil);

    /// <summary>It ends here, before its terms do; null: with them. Once said it stands.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>Whether an asset belongs to the group at an instant.</summary>
    public bool Covers(AssetId asset, DateTimeOffset at) => _assets.Exists(covered => covered.AssetId == asset && (covered.CoveredFrom is null || covered.CoveredFrom <= at));

    /// <summary>The terms that hold at an instant, or null. Where two versions reach over it the newer one holds.</summary>
    public PolicyTerms? TermsAt(DateTimeOffset instant) => EndsAt <= instant ? null : _terms.Where(terms => terms.HoldAt(instant)).MaxBy(terms => terms.Version);

    /// <summary>New terms, from now or later on: what held before is never changed, and a loss of before is judged by it.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.PolicyEnded"/>, <see cref="RuleCodes.PolicyTerms"/>: not the next version, or they begin in the past.</exception>
    public void ChangeTerms(PolicyTerms terms, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        RoleRights.Require(actor, Right.ManagePolicies);
        if (EndsAt is { } end) throw new RuleViolation(RuleCodes.PolicyEnded, ("at", end));
        if (terms.Version != _terms.Max(known => known.Version) + 1 || terms.ValidFrom < now) throw new RuleViolation(RuleCodes.PolicyTerms, ("version", terms.Version));
        if (terms.Premium > Money.Zero) Premium = terms.Premium;
        _terms.Add(terms);
    }

    /// <summary>Ends it ahead of its terms, from an instant that is still to come. Losses of before are judged as if nothing had been said.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.PolicyEnded"/>, <see cref="RuleCodes.PolicyEnd"/>: in the past, or not before its terms end.</exception>
    public void End(DateTimeOffset at, Actor actor, DateTimeOffset now)
    {
        RoleRights.Require(actor, Right.ManagePolicies);
        if (EndsAt is { } end) throw new RuleViolation(RuleCodes.PolicyEnded, ("at", end));
        if (at < now || at >= ExpiresAt) throw new RuleViolation(RuleCodes.PolicyEnd, ("until", ExpiresAt));
        EndsAt = at;
    }

    /// <summary>Takes more assets into the group, from now on; those that are there stay as they are.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public void Include(IEnumerable<AssetId> assets, Actor actor, DateTimeOffset now)
    {
        RoleRights.Require(actor, Right.ManagePolicies);
        _assets.AddRange(assets.Distinct().Where(asset => !_assets.Exists(known => known.AssetId == asset)).Select(asset => new PolicyAsset(asset, now)));
    }
}
