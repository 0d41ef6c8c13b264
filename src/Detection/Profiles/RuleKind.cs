namespace Facilities.Detection;

/// <summary>What makes a rule fire.</summary>
public enum RuleKind
{
    /// <summary>Its condition has been true, on fresh data, for its duration.</summary>
    Condition,

    /// <summary>The asset has been silent for its duration, and its condition was true when it was last heard.</summary>
    Silence,
}
