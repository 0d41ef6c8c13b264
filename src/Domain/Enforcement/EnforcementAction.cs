namespace Facilities.Domain.Enforcement;

/// <summary>How a case ends.</summary>
public enum EnforcementAction
{
    Conclude,
    Withdraw,
}
