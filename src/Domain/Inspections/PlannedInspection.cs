namespace Facilities.Domain.Inspections;

/// <summary>An item to create.</summary>
/// <param name="DueDate">The last day on time; the site's.</param>
/// <param name="DueAt">The end of that day, UTC.</param>
/// <param name="PlannedDate">When it is meant to be done.</param>
/// <param name="OpensOn">From when it counts as due.</param>
/// <param name="EarliestOn">Before this day it wouldn't count.</param>
/// <param name="State">On the day of planning.</param>
/// <param name="IsLate">Its due date had passed when it was planned.</param>
/// <param name="PermitNumber">The asset is out of use then, by this permit: it is excused.</param>
public sealed record PlannedInspection(
    DateOnly DueDate, DateTimeOffset DueAt, DateOnly PlannedDate, DateOnly OpensOn, DateOnly EarliestOn, InspectionState State, bool IsLate, string? PermitNumber = null);
