using Facilities.Dashboard.Components;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Live;
using Facilities.Operations.Policies;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Policies;

/// <summary>Policies, those that end soon first; whoever manages them records new ones here.</summary>
public sealed partial class PolicyList
{
    private Rows<PolicyRow> _rows = new([], 0);
    private PolicyChoices _choices = new([], [], []);
    private bool _mayRecord;

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateParameter { get; set; }

    [SupplyParameterFromQuery(Name = "enter")]
    private string? EnterParameter { get; set; }

    [Inject]
    private PolicyQueries Policies { get; set; } = default!;

    [Inject]
    private PolicyBook Book { get; set; } = default!;

    [Inject]
    private PolicyWords Words { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Claim);

    private IReadOnlyList<FilterOption> StateOptions => [.. Enum.GetValues<PolicyState>().Select(state => new FilterOption(state.ToString(), T["state." + state]))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        PolicyState? state = Enum.TryParse<PolicyState>(StateParameter, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null;
        _rows = await Policies.ListAsync(caller, state, Paging, cancellationToken);
        _mayRecord = RoleRights.Has(caller.Role, Right.ManagePolicies);
        if (_mayRecord && EnterParameter is not null) _choices = await Book.ChoicesAsync(caller, cancellationToken);
    }

    private void RecordedAsync() => Navigation.NavigateTo(Link("enter", null));
}
