namespace Facilities.Domain.Grades;

/// <summary>Numbers are stored.</summary>
public enum GradeAppealState
{
    /// <summary>The month is frozen: it counts for no list and no ranking.</summary>
    Open = 1,

    /// <summary>The month shows what the reviewer granted.</summary>
    Granted = 2,

    /// <summary>The month stands.</summary>
    Refused = 3,
}
