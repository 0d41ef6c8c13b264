using Facilities.Dashboard.Format;
using Facilities.Operations.Inspections;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>Duties of one type of asset. A firm asks more of itself here; what would loosen the law is refused with the rule.</summary>
public sealed partial class DutyTable
{
    private string? _open;
    private string _interval = "";
    private DateOnly _from;

    [Parameter, EditorRequired]
    public IReadOnlyList<DutyRow> Duties { get; set; } = [];

    [Parameter, EditorRequired]
    public bool MayTighten { get; set; }

    [Inject]
    private InspectionDuties Library { get; set; } = default!;

    [Inject]
    private InspectionQueries Inspections { get; set; } = default!;

    [Inject]
    private IntervalWords Intervals { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private string Name(string key) => Duties.FirstOrDefault(duty => duty.Key == key) is { } duty ? AssetWords.Name(duty.Name) : key;

    private void Open(DutyRow duty)
    {
        Refusal = null;
        _open = _open == duty.Key ? null : duty.Key;
        _interval = "";
        _from = Inspections.Today.AddDays(1);
    }

    private Task TightenAsync(DutyRow duty) => AskAsync(caller => Library.TightenAsync(caller, duty.Key, _interval, _from, CancellationToken.None), () => _open = null);
}
