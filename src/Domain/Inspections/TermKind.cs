namespace Facilities.Domain.Inspections;

/// <summary>Why a schedule's interval changes on a day. Numbers are stored.</summary>
public enum TermKind
{
    /// <summary>The rule itself is worded anew.</summary>
    Rule = 1,

    /// <summary>A firm asks more of itself than the rule does.</summary>
    Tightened = 2,

    /// <summary>按需维保: a permit stretches it, from a day to a day.</summary>
    OnDemand = 3,
}
