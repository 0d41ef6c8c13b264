using Facilities.Domain.Inspections;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>The state in a word with its sign. Done is not green: green is kept for what data proves.</summary>
public sealed partial class InspectionStateMark
{
    [Parameter, EditorRequired]
    public InspectionState State { get; set; }

    private string? Tone => State switch
    {
        InspectionState.Overdue or InspectionState.Missed => "red",
        InspectionState.DoneLate or InspectionState.Due => "org",
        _ => "ink2",
    };

    private string Symbol => State switch
    {
        InspectionState.Planned => "calendar_month",
        InspectionState.Due => "schedule",
        InspectionState.Overdue => "event_busy",
        InspectionState.Done => "check",
        InspectionState.DoneLate => "running_with_errors",
        InspectionState.Missed => "cancel",
        _ => "description",
    };
}
