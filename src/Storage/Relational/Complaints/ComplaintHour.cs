namespace Facilities.Storage.Relational.Complaints;

/// <summary>How many complaints a community had in a month at an hour of the day.</summary>
public sealed class ComplaintHour
{
    /// <summary>0: no community known.</summary>
    public int CommunityId { get; set; }

    /// <summary>As <see cref="Complaint.Month"/>.</summary>
    public int Month { get; set; }

    /// <summary>0–23, local time.</summary>
    public int Hour { get; set; }

    public int Count { get; set; }
}
