namespace Facilities.Domain.Insurance;

/// <summary>A policy over one asset or a group. Terms are versioned and never change once they hold: a new version is added.</summary>
public sealed class Policy
{
    private readonly List<PolicyAsset> _assets = [];
    private readonly List<PolicyTerms> _terms = [];

    private Policy()
    {
    }

    public Policy(string number, OrganisationId insurerId, OrganisationId holderId, IEnumerable<AssetId> assets, PolicyTerms terms, Money premium = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(number);
        ArgumentNullException.ThrowIfNull(terms);
        Number = number;
        InsurerId = insurerId;
        HolderId = holderId;
        Premium = premium;
        _assets.AddRange(assets.Distinct().Select(asset => new PolicyAsset(asset)));
        _terms.Add(terms);
    }

    public PolicyId Id { get; private set; }

    /// <summary>The insurer's number; unique.</summary>
    public string Number { get; private set; } = "";

    public OrganisationId InsurerId { get; private set; }

    /// <summary>The insured: using unit or committee.</summary>
    public OrganisationId HolderId { get; private set; }

    /// <summary>Per year.</summary>
    public Money Premium { get; private set; }

    public IReadOnlyList<PolicyAsset> Assets => _assets;

    public IReadOnlyList<PolicyTerms> Terms => _terms;

    /// <summary>The first instant of cover: waiting periods count from here.</summary>
    public DateTimeOffset InceptionAt => _terms.Min(terms => terms.ValidFrom);

    public DateTimeOffset ExpiresAt => _terms.Max(terms => terms.ValidUntil);

    public bool Covers(AssetId asset) => _assets.Exists(covered => covered.AssetId == asset);

    /// <summary>The terms that hold at an instant, or null.</summary>
    public PolicyTerms? TermsAt(DateTimeOffset instant) => _terms.Find(terms => terms.HoldAt(instant));

    /// <exception cref="RuleViolation"><see cref="RuleCodes.PolicyTerms"/>: the version isn't the next, or its time overlaps another's.</exception>
    public void AddTerms(PolicyTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Version != _terms.Max(known => known.Version) + 1 || _terms.Exists(known => known.ValidFrom < terms.ValidUntil && terms.ValidFrom < known.ValidUntil))
        {
            throw new RuleViolation(RuleCodes.PolicyTerms, ("version", terms.Version));
        }

        _terms.Add(terms);
    }
}
