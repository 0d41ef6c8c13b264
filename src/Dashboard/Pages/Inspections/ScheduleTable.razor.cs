using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations.Inspections;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>Duties of single assets with the interval that holds today and all that changes it. Permits for on-demand maintenance (按需维保) are entered here, and stand here for everybody.</summary>
public sealed partial class ScheduleTable
{
    private InspectionScheduleId? _open;
    private string _interval = "";
    private string _permit = "";
    private DateOnly _from;
    private DateOnly _until;

    [Parameter, EditorRequired]
    public IReadOnlyList<ScheduleRow> Schedules { get; set; } = [];

    /// <summary>The library: it knows the bounds.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<DutyRow> Duties { get; set; } = [];

    [Parameter, EditorRequired]
    public bool MayPlan { get; set; }

    [Parameter, EditorRequired]
    public Func<string, string> AssetLink { get; set; } = default!;

    [Inject]
    private InspectionDuties Library { get; set; } = default!;

    [Inject]
    private InspectionQueries Inspections { get; set; } = default!;

    [Inject]
    private IntervalWords Intervals { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    /// <summary>The duty, when it knows on-demand maintenance.</summary>
    private DutyRow? Longest(ScheduleRow row) => Duties.FirstOrDefault(duty => duty.Key == row.TemplateKey && duty.OnDemand is not null);

    private void Open(ScheduleRow row)
    {
        Refusal = null;
        _open = _open == row.Id ? null : row.Id;
        (_interval, _permit) = ("", "");
        _from = Inspections.Today.AddDays(1);
        _until = _from.AddYears(1);
    }

    private Task AllowAsync(ScheduleRow row) =>
        AskAsync(caller => Library.AllowOnDemandAsync(caller, row.Id, _interval, _from, _until, _permit.Trim(), CancellationToken.None), () => _open = null);
}
