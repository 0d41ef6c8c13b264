namespace Facilities.Dashboard.Pages.Faults;

/// <summary>Where a fault is relative to a step.</summary>
public enum LoopProgress
{
    Ahead,
    Current,
    Done,
}
