namespace Facilities.Domain.Inspections;

/// <summary>What of a day's samples is taken.</summary>
public enum ReadingTake
{
    Minimum,
    Maximum,

    /// <summary>All samples together: counts of an hour make the count of the day.</summary>
    Sum,
    Last,
}
