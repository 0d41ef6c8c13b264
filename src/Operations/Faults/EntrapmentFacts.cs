using Facilities.Detection;
using Facilities.Domain.Faults;

namespace Facilities.Operations.Faults;

/// <summary>What a finding of the family "entrapment" says about trapped people.</summary>
internal static class EntrapmentFacts
{
    /// <summary>Part of the key of modes that only suspect an entrapment because the lift fell silent.</summary>
    private const string Unconfirmed = "unconfirmed";

    /// <summary>What says so when a person says so.</summary>
    public const string Call = "call";

    /// <summary>Null for findings of other families.</summary>
    public static EntrapmentStart? StartOf(Finding finding, FindingMode mode)
    {
        if (mode.Family != FaultFamilies.Entrapment) return null;
        var confirmed = !mode.Key.Contains(Unconfirmed, StringComparison.Ordinal);
        return new EntrapmentStart(DateTimeOffset.FromUnixTimeMilliseconds(finding.OnsetUnixMs), finding.RuleKey, confirmed);
    }

    /// <summary>Whether the end of this rule means that people are out. That silence has ended says nothing about people.</summary>
    public static bool EndsWith(string ruleKey, string modeKey) =>
        !modeKey.Contains(Unconfirmed, StringComparison.Ordinal) && !ruleKey.Contains(Unconfirmed, StringComparison.Ordinal);
}
