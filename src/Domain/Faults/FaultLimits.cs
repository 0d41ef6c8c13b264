namespace Facilities.Domain.Faults;

/// <summary>The limits of a fault; flags, because several may be passed. Numbers are stored.</summary>
[Flags]
public enum FaultLimits
{
    None = 0,
    Acknowledge = 1,
    Arrive = 2,

    /// <summary>Safe for people.</summary>
    Safe = 4,
    Fix = 8,
}
