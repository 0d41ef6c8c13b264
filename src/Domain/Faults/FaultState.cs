namespace Facilities.Domain.Faults;

/// <summary>Where a fault is in the loop. Numbers are stored; add at the end only.</summary>
public enum FaultState
{
    /// <summary>发现.</summary>
    Found = 1,

    /// <summary>受理.</summary>
    Accepted = 2,

    /// <summary>派单.</summary>
    Dispatched = 3,

    /// <summary>接单.</summary>
    Acknowledged = 4,

    /// <summary>到场.</summary>
    OnSite = 5,

    /// <summary>整改中.</summary>
    Fixing = 6,

    /// <summary>挂起: the fix clock stands still.</summary>
    OnHold = 7,

    /// <summary>整改完成, by the fixer's word.</summary>
    Fixed = 8,

    /// <summary>观察: telemetry watches.</summary>
    Soaking = 9,

    /// <summary>回访.</summary>
    FollowUp = 10,

    /// <summary>销号.</summary>
    Closed = 11,

    /// <summary>并案: lives on in another fault.</summary>
    Merged = 12,

    /// <summary>不予受理, with a reason.</summary>
    Rejected = 13,
}
