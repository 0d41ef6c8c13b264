using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations.Inspections;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>Items of a day or a stretch of days. A pending one can be dragged, or given another day by its form.</summary>
public sealed partial class PlanRows
{
    private InspectionItemId? _open;
    private DateOnly _day;
    private string? _person;

    [Parameter, EditorRequired]
    public IReadOnlyList<InspectionRow> Rows { get; set; } = [];

    [Parameter, EditorRequired]
    public bool MayPlan { get; set; }

    /// <summary>To whom work can be given; empty: the reader has no crew.</summary>
    [Parameter]
    public IReadOnlyList<FilterOption> Crew { get; set; } = [];

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    /// <summary>Say the day above the first row of each.</summary>
    [Parameter]
    public bool WithDays { get; set; }

    /// <summary>The row that is being dragged; null when it was let go.</summary>
    [Parameter]
    public EventCallback<InspectionRow?> Dragging { get; set; }

    [Inject]
    private InspectionActions Actions { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    /// <summary>Whether the law leaves this day open for it.</summary>
    internal static bool IsOpen(InspectionRow row, DateOnly day, DateOnly today) => day >= (row.EarliestOn > today ? row.EarliestOn : today) && day <= row.DueDate;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private DateOnly Earliest(InspectionRow row) => row.EarliestOn > Today ? row.EarliestOn : Today;

    private bool IsMovable(InspectionRow row) => row.State is InspectionState.Planned or InspectionState.Due && row.DueDate >= Today;

    private void Open(InspectionRow row)
    {
        Refusal = null;
        _open = _open == row.Id ? null : row.Id;
        _person = row.AssignedTo?.ToString() ?? "";
        _day = row.PlannedDate >= Earliest(row) ? row.PlannedDate : Earliest(row);
    }

    private Task AssignAsync(InspectionRow row) => AskAsync(
        caller => Actions.AssignAsync(caller, row.Id, int.TryParse(_person, NumberStyles.None, CultureInfo.InvariantCulture, out var person) ? new UserId(person) : null, CancellationToken.None), () => _open = null);

    private Task MoveAsync(InspectionRow row) => AskAsync(caller => Actions.RescheduleAsync(caller, row.Id, _day, CancellationToken.None), () => _open = null);
}
