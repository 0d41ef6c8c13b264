using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain.Insurance;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Claims;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Claims;

/// <summary>What can be claimed; candidates whose notification runs out first stand first.</summary>
public sealed partial class ClaimList
{
    private Rows<ClaimRow> _rows = new([], 0);

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateParameter { get; set; }

    [Inject]
    private ClaimQueries Claims { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Claim);

    private IReadOnlyList<FilterOption> StateOptions =>
        [.. Enum.GetValues<ClaimState>().Select(state => new FilterOption(state.ToString(), T["state." + state]))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        ClaimState? state = Enum.TryParse<ClaimState>(StateParameter, ignoreCase: true, out var wanted) && Enum.IsDefined(wanted) ? wanted : null;
        _rows = await Claims.ListAsync(caller.Scope, state, new Paging(0, Paging.Maximum), cancellationToken);
    }

    /// <summary>The best that is known: agreed, payable, loss; else what each person is owed.</summary>
    private string Amount(ClaimRow row) =>
        (row.AgreedAmount ?? row.PayableAmount ?? row.LossAmount) is { } amount
            ? Format.Yuan(amount.Yuan)
            : row.Trigger is null ? T["amount.each", Format.Yuan(row.PerPerson.Yuan)] : DisplayFormat.NoValue;

    private void Go(string? state) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("state", string.IsNullOrEmpty(state) ? null : state));
}
