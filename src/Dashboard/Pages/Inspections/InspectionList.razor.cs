using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Inspections;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Inspections;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>What is due, legally; and what was done.</summary>
public sealed partial class InspectionList
{
    private const int PageSize = 50;

    private Rows<InspectionRow> _rows = new([], 0);
    private InspectionCounts? _counts;
    private IReadOnlyList<FilterOption> _communities = [];

    [SupplyParameterFromQuery(Name = "view")]
    private string? ViewParameter { get; set; }

    [SupplyParameterFromQuery(Name = "community")]
    private string? CommunityParameter { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateParameter { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageParameter { get; set; }

    [Inject]
    private InspectionQueries Inspections { get; set; } = default!;

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Inspection);

    private bool IsDone => ViewParameter == "all";

    private int PageNumber => int.TryParse(PageParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1;

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
            Community = int.TryParse(CommunityParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var community) ? new CommunityId(community) : null,
            Paging = new Paging((PageNumber - 1) * PageSize, PageSize),
        }, cancellationToken);
        var first = new DateOnly(today.Year, today.Month, 1);
        _counts = await Inspections.CountAsync(caller.Scope, first, first.AddMonths(1).AddDays(-1), cancellationToken);
        if (_communities.Count > 0) return;
        _communities = [.. (await Registry.CommunitiesAsync(caller.Scope, cancellationToken))
            .Select(choice => new FilterOption(choice.Id.Value.ToString(CultureInfo.InvariantCulture), AssetWords.Name(choice.Name)))];
    }

    private string Link(string name, string? value) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { [name] = string.IsNullOrEmpty(value) ? null : value, ["page"] = name == "page" ? value : null });

    private void Go(string name, string? value) => Navigation.NavigateTo(Link(name, value));
}
