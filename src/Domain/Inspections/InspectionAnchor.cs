namespace Facilities.Domain.Inspections;

/// <summary>From where the next due date counts. Numbers are stored.</summary>
public enum InspectionAnchor
{
    /// <summary>From the anchor date for ever; neither early nor late work moves it.</summary>
    Fixed = 1,

    /// <summary>From the day it was done.</summary>
    Floating = 2,

    /// <summary>Statutory "at most": from the due date or the day it was done, whichever is earlier. Early work brings the next one forward; lateness never pushes it back.</summary>
    MaximumInterval = 3,
}
