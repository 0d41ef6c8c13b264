namespace Facilities.Domain.Insurance;

/// <summary>Where a claim is. Numbers are stored.</summary>
public enum ClaimState
{
    /// <summary>A trigger proposes it.</summary>
    Candidate = 1,

    /// <summary>In force, covered, no exclusion, no duplicate.</summary>
    Checked = 2,

    /// <summary>报案.</summary>
    Notified = 3,

    /// <summary>查勘.</summary>
    Surveying = 4,

    /// <summary>定损.</summary>
    Agreed = 5,
    Approved = 6,
    Paid = 7,
    Closed = 8,
    Rejected = 9,
    Withdrawn = 10,
    Appealed = 11,
}
