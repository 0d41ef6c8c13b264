namespace Facilities.Domain.Sampling;

/// <summary>What an inspector found where a drawn record says that work was done. Numbers are stored.</summary>
public enum SpotCheckResult
{
    AsClaimed = 1,
    NotAsClaimed = 2,

    /// <summary>Nothing can be said any more, or nobody could get there.</summary>
    NotCheckable = 3,
}
