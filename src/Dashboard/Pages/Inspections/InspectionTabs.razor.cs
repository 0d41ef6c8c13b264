using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>From the list to the calendar and the duties, and back.</summary>
public sealed partial class InspectionTabs
{
    private static readonly (string Key, string Address)[] Tabs = [("list", "/inspections"), ("calendar", "/inspections/calendar"), ("duties", "/inspections/duties")];

    [Parameter, EditorRequired]
    public string On { get; set; } = "";
}
