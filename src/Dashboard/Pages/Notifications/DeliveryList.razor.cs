using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Live;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Operations.Notifications;
using Facilities.Storage.Relational.Notifications;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Notifications;

/// <summary>What was told to whom and whether it arrived, newest first.</summary>
public sealed partial class DeliveryList
{
    private const int PageSize = 50;

    private Rows<DeliveryRow> _rows = new([], 0);

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateParameter { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageParameter { get; set; }

    [Inject]
    private DeliveryQueries Deliveries { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Fault);

    private int PageNumber => PageQuery.Number(PageParameter);

    private IReadOnlyList<FilterOption> StateOptions => [.. Enum.GetValues<DeliveryState>().Select(state => new FilterOption(state.ToString(), T["state." + state]))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        DeliveryState? state = Enum.TryParse<DeliveryState>(StateParameter, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null;
        _rows = await Deliveries.ListAsync(caller, null, state, new Paging((PageNumber - 1) * PageSize, PageSize), cancellationToken);
    }

    private string PageLink(int page) => Navigation.GetUriWithQueryParameter("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture));

    private void Go(string? state) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["state"] = string.IsNullOrEmpty(state) ? null : state, ["page"] = null }));
}
