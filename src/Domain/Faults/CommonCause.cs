namespace Facilities.Domain.Faults;

/// <summary>What takes several assets down at once. Numbers are stored; add at the end only.</summary>
public enum CommonCause
{
    /// <summary>The supply of a building.</summary>
    Power = 1,

    /// <summary>The gateway or network that several assets report through.</summary>
    Comms = 2,
}
