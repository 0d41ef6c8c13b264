namespace Facilities.Domain.Inspections;

/// <summary>Numbers are stored.</summary>
public enum InspectionState
{
    Planned = 1,

    /// <summary>It is time.</summary>
    Due = 2,
    Overdue = 3,
    Done = 4,
    DoneLate = 5,

    /// <summary>The next one fell due before this one was done.</summary>
    Missed = 6,

    /// <summary>Not needed, with a permit.</summary>
    Excused = 7,
}
