using Facilities.Dashboard.Access;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Live;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>All assets in scope: what is wrong with each and whether it can be seen.</summary>
public sealed partial class AssetList
{
    private Rows<AssetRow> _rows = new([], 0);
    private bool _seesFaults;

    [SupplyParameterFromQuery(Name = "type")]
    private string? TypeParameter { get; set; }

    [SupplyParameterFromQuery(Name = "faults")]
    private string? FaultsParameter { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? SearchParameter { get; set; }

    /// <summary><c>health</c>: the worst first; <c>-health</c>: the best.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortParameter { get; set; }

    [Inject]
    private AssetTemplateCatalog Catalog { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    // Values are not listened to: the list of a large site would redraw without end, and its ages move by themselves.
    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Asset, LiveTopic.Fault);

    private string? AriaSort => SortParameter switch
    {
        "health" => "ascending",
        "-health" => "descending",
        _ => null,
    };

    private string SortIcon => SortParameter switch
    {
        "health" => "arrow_upward",
        "-health" => "arrow_downward",
        _ => "swap_vert",
    };

    /// <summary>Worst first, best first, and back to what is urgent.</summary>
    private string? NextSort => SortParameter switch
    {
        "health" => "-health",
        "-health" => null,
        _ => "health",
    };

    private IReadOnlyList<FilterOption> TypeOptions => [.. Catalog.All.Select(template => new FilterOption(template.Type, AssetWords.Name(template.Name)))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _seesFaults = AssetSight.SeesFaults(caller.Role);
        var rows = await Registry.ListAsync(caller.Scope, new AssetFilter
        {
            Community = Community,
            TypeKey = string.IsNullOrEmpty(TypeParameter) ? null : TypeParameter,
            Search = string.IsNullOrWhiteSpace(SearchParameter) ? null : SearchParameter.Trim(),
            Sort = _seesFaults && SortParameter is "health" or "-health" ? AssetSort.Health : AssetSort.Urgency,
            Descending = SortParameter == "-health",
            WithOpenFaults = _seesFaults && FaultsParameter == "1",
            Paging = Paging,
        }, cancellationToken);
        _rows = rows with { Items = [.. rows.Items.Select(row => AssetSight.For(caller.Role, row))] };
        await ReadCommunitiesAsync(caller, cancellationToken);
    }

    private static string Place(AssetRow row) =>
        string.Join(" · ", new[] { AssetWords.Name(row.Place.Community), AssetWords.Name(row.Place.Building) }.Where(part => part.Length > 0));
}
