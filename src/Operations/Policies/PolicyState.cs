namespace Facilities.Operations.Policies;

/// <summary>Where a policy is in its time.</summary>
public enum PolicyState
{
    /// <summary>In force, and it ends within 60 days without newer terms.</summary>
    ExpiresSoon,
    InForce,

    /// <summary>Its first day is still to come.</summary>
    Coming,
    Over,
}
