using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Contracts;
using Facilities.Domain.Insurance;
using Facilities.Operations.Access;
using Facilities.Operations.Funds;
using Facilities.Operations.Live;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Ledger;

/// <summary>A quarter of facility money: what it cost, what came, what each asset cost, and every entry; printed as it stands.</summary>
public sealed partial class LedgerPage
{
    private const int Quarters = 8;

    /// <summary>The dearest assets, until all are asked for: telemetry is asked for each.</summary>
    private const int FewAssets = 20;

    private LedgerStatement? _statement;
    private IReadOnlyList<(CommunityId Id, LocalizedName Name)> _run = [];
    private Quarter _quarter;
    private bool _mayKeep;

    [SupplyParameterFromQuery(Name = "quarter")]
    private string? QuarterParameter { get; set; }

    /// <summary><c>new</c>, or <c>r17</c>: takes entry 17 back.</summary>
    [SupplyParameterFromQuery(Name = "enter")]
    private string? EnterParameter { get; set; }

    /// <summary><c>all</c>: as many as a statement has.</summary>
    [SupplyParameterFromQuery(Name = "assets")]
    private string? AssetsParameter { get; set; }

    [Inject]
    private LedgerQueries Ledger { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Ledger);

    /// <summary>A run of bookings is many changes, and each reading asks the telemetry store.</summary>
    protected override TimeSpan Pause => TimeSpan.FromSeconds(10);

    private bool AllAssets => AssetsParameter == "all";

    private IReadOnlyList<FilterOption> QuarterOptions
    {
        get
        {
            var options = new List<FilterOption>();
            for (var (quarter, count) = (Ledger.Running, 0); count < Quarters; quarter = quarter.Previous, count++) options.Add(new FilterOption(quarter.ToString(), quarter.ToString()));
            return options;
        }
    }

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        await ReadCommunitiesAsync(caller, cancellationToken);
        _quarter = Quarter.TryParse(QuarterParameter, out var wanted) ? wanted : Ledger.Running;
        _statement = await Ledger.StatementAsync(caller, Community, _quarter, cancellationToken, AllAssets ? LedgerQueries.MostAssets : FewAssets);
        _mayKeep = RoleRights.Has(caller.Role, Right.KeepLedger);
        if (_mayKeep) _run = await Ledger.RunByAsync(caller, cancellationToken);
        _mayKeep = _run.Count > 0;
    }

    private LedgerRow? Reversed(string enter) => _statement?.Entries.FirstOrDefault(row => enter == "r" + row.Id);

    private string Account(PremiumSource? account) => account is { } known ? Policies["source." + known] : T["account.unknown"];

    private void EnteredAsync() => Navigation.NavigateTo(Link("enter", null));

    private string Export(string format) => Navigation.GetUriWithQueryParameters(
        "/api/ledger/export", new Dictionary<string, object?> { ["community"] = Community?.Value.ToString(CultureInfo.InvariantCulture), ["quarter"] = _quarter.ToString(), ["format"] = format });
}
