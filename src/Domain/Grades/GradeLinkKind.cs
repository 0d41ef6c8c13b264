namespace Facilities.Domain.Grades;

/// <summary>What a cause points to. Numbers are stored.</summary>
public enum GradeLinkKind
{
    Fault = 1,
    Inspection = 2,
}
