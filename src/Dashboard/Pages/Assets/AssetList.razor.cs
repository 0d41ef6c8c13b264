using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
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
    private const int PageSize = 50;

    private Rows<AssetRow> _rows = new([], 0);
    private IReadOnlyList<FilterOption> _communities = [];

    [SupplyParameterFromQuery(Name = "community")]
    private string? CommunityParameter { get; set; }

    [SupplyParameterFromQuery(Name = "type")]
    private string? TypeParameter { get; set; }

    [SupplyParameterFromQuery(Name = "faults")]
    private string? FaultsParameter { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? SearchParameter { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageParameter { get; set; }

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    [Inject]
    private AssetTemplateCatalog Catalog { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    // Values are not listened to: the list of a large site would redraw without end, and its ages move by themselves.
    protected override LiveInterest Interest => LiveInterest.In(LiveTopic.Asset, LiveTopic.Fault);

    private int PageNumber => int.TryParse(PageParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1;

    private IReadOnlyList<FilterOption> TypeOptions => [.. Catalog.All.Select(template => new FilterOption(template.Type, AssetWords.Name(template.Name)))];

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _rows = await Registry.ListAsync(caller.Scope, new AssetFilter
        {
            Community = int.TryParse(CommunityParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var community) ? new CommunityId(community) : null,
            TypeKey = string.IsNullOrEmpty(TypeParameter) ? null : TypeParameter,
            Search = string.IsNullOrWhiteSpace(SearchParameter) ? null : SearchParameter.Trim(),
            WithOpenFaults = FaultsParameter == "1",
            Paging = new Paging((PageNumber - 1) * PageSize, PageSize),
        }, cancellationToken);
        if (_communities.Count > 0) return;
        _communities = [.. (await Registry.CommunitiesAsync(caller.Scope, cancellationToken))
            .Select(choice => new FilterOption(choice.Id.Value.ToString(CultureInfo.InvariantCulture), AssetWords.Name(choice.Name)))];
    }

    private static string Place(AssetRow row) =>
        string.Join(" · ", new[] { AssetWords.Name(row.Place.Community), AssetWords.Name(row.Place.Building) }.Where(part => part.Length > 0));

    private string Link(string name, string? value) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { [name] = string.IsNullOrEmpty(value) ? null : value, ["page"] = name == "page" ? value : null });

    private void Go(string name, string? value) => Navigation.NavigateTo(Link(name, value));
}
