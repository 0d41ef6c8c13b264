using Facilities.Domain.Complaints;

namespace Facilities.Storage.Relational.Complaints;

/// <summary>How many complaints a community had in a month about something; made again whenever one of them changes.</summary>
public sealed class ComplaintMonth
{
    /// <summary>0: no community known.</summary>
    public int CommunityId { get; set; }

    /// <summary>As <see cref="Complaint.Month"/>.</summary>
    public int Month { get; set; }

    public ComplaintTopic Topic { get; set; }

    public required string Subtopic { get; set; }

    public int Count { get; set; }

    /// <summary>Of these, those about a building or equipment of which the same was complained of in the 90 days before.</summary>
    public int Repeats { get; set; }
}
