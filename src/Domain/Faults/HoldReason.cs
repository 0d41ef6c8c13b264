namespace Facilities.Domain.Faults;

/// <summary>The listed reasons that may stop the fix clock. Numbers are stored.</summary>
public enum HoldReason
{
    /// <summary>A part is on order.</summary>
    Part = 1,
    Funds = 2,

    /// <summary>业主表决.</summary>
    OwnersVote = 3,
    Weather = 4,
    Authority = 5,
}
