namespace Facilities.Domain.Enforcement;

/// <summary>Numbers are stored.</summary>
public enum EnforcementState
{
    HandedOver = 1,

    /// <summary>The authority has said how it ended.</summary>
    Concluded = 2,
    Withdrawn = 3,
}
