namespace Facilities.Detection;

/// <summary>Where a rule stands.</summary>
internal enum RulePhase : byte
{
    Idle,

    /// <summary>True, but not yet for its duration.</summary>
    Pending,

    Raised,
}
