using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Operations.Policies;

namespace Facilities.Dashboard.Pages.Policies;

/// <summary>A version of terms while somebody fills it in; amounts in yuan.</summary>
public sealed class TermsInput
{
    public DateOnly From { get; set; }

    /// <summary>Last day.</summary>
    public DateOnly Until { get; set; }

    public decimal Premium { get; set; }

    public int NoClaimBonusPercent { get; set; }

    public HashSet<string> Exclusions { get; } = [PolicyTerms.InspectionExpired];

    public List<CoverInput> Covers { get; } = [new()];

    public void Set(string exclusion, bool isExcluded)
    {
        if (isExcluded) Exclusions.Add(exclusion);
        else Exclusions.Remove(exclusion);
    }

    /// <summary>The kinds that one cover may still have: each stands once.</summary>
    public IEnumerable<CoverKind> KindsFor(CoverInput cover) => Enum.GetValues<CoverKind>().Where(kind => kind == cover.Kind || Covers.TrueForAll(other => other.Kind != kind));

    public void AddCover()
    {
        var free = Enum.GetValues<CoverKind>().Where(kind => Covers.TrueForAll(cover => cover.Kind != kind)).Select(kind => (CoverKind?)kind).FirstOrDefault();
        if (free is { } kind) Covers.Add(new CoverInput { Kind = kind });
    }

    /// <summary>A year of the same from a day on.</summary>
    public static TermsInput Renewing(PolicyTermsRow terms, DateOnly from)
    {
        var input = new TermsInput { From = from, Until = from.AddYears(1).AddDays(-1), Premium = terms.Premium.Yuan, NoClaimBonusPercent = terms.NoClaimBonusPercent };
        input.Exclusions.Clear();
        input.Exclusions.UnionWith(terms.Exclusions);
        input.Covers.Clear();
        input.Covers.AddRange(terms.Covers.Select(CoverInput.Of));
        return input;
    }

    /// <exception cref="RuleViolation">An amount isn't one.</exception>
    public TermsDraft ToDraft() => new(From, Until, Money.FromYuan(Premium), [.. Covers.Select(cover => cover.ToDraft())], [.. Exclusions], NoClaimBonusPercent);
}
