namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>How the plan is shown.</summary>
internal enum PlanView
{
    Month,
    Year,
    List,
}
