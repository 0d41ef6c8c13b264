namespace Facilities.Domain.Grades;

/// <summary>What a cause points to. Numbers are stored.</summary>
public enum GradeLinkKind
{
    Fault = 1,
    Inspection = 2,

    /// <summary>A record of the hotline, by its number.</summary>
    Complaint = 3,
}
