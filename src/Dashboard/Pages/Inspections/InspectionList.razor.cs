using Facilities.Dashboard.Components;
using Facilities.Domain.Inspections;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>What is due, legally; and what was done.</summary>
public sealed partial class InspectionList
{
    private Rows<InspectionRow> _rows = new([], 0);
    private InspectionCounts? _counts;

    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewParameter { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateParameter { get; set; }

    [Inject]
    private InspectionQueries Inspections { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    private bool IsDone => ViewParameter == "all";

    private IReadOnlyList<FilterOption> StateOptions => [.. Enum.GetValues<InspectionState>().Select(state => new FilterOption(state.ToString(), T["state." + state]))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        InspectionState? state = Enum.TryParse<InspectionState>(StateParameter, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null;
        var today = Inspections.Today;
        _rows = await Inspections.ListAsync(caller.Scope, new InspectionFilter
        {
            PendingOnly = !IsDone && state is null,
            State = state,
            Descending = IsDone,
            Until = IsDone ? today : null,
            Community = Community,
            Paging = Paging,
        }, cancellationToken);
        var first = new DateOnly(today.Year, today.Month, 1);
        _counts = await Inspections.CountAsync(caller.Scope, first, first.AddMonths(1).AddDays(-1), cancellationToken);
        await ReadCommunitiesAsync(caller, cancellationToken);
    }
}
