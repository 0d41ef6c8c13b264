using Facilities.Operations.Inspections;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>A month in whole weeks, counted per day. While a row is dragged, the days that the law leaves open for it stand out.</summary>
public sealed partial class PlanMonth
{
    [Parameter, EditorRequired]
    public IReadOnlyList<PlannedDay> Days { get; set; } = [];

    /// <summary>1–12; other months' days are at the edges.</summary>
    [Parameter, EditorRequired]
    public int Month { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    [Parameter, EditorRequired]
    public DateOnly Chosen { get; set; }

    /// <summary>Null: nothing is dragged.</summary>
    [Parameter]
    public InspectionRow? Dragged { get; set; }

    [Parameter, EditorRequired]
    public Func<DateOnly, string> DayLink { get; set; } = default!;

    /// <summary>The dragged row fell on this day.</summary>
    [Parameter]
    public EventCallback<DateOnly> Dropped { get; set; }

    private string Class(PlannedDay day) =>
        (day.Day.Month == Month ? "" : "edge ") + (day.Kind is DayKind.Rest or DayKind.Holiday ? "rest " : "") + (day.Day == Today ? "today " : "") + (day.Day == Chosen ? "on " : "")
        + (Dragged is not { } row ? "" : PlanRows.IsOpen(row, day.Day, Today) ? "can" : "cannot");
}
