using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Live;

/// <summary>A long list whose filters and page stand in the address, so that it can be linked and goes back as it was.</summary>
public abstract class ListPage : LivePage
{
    protected const int PageSize = 50;

    [SupplyParameterFromQuery(Name = "community")]
    protected string? CommunityParameter { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    protected string? PageParameter { get; set; }

    /// <summary>What the community filter offers; read once.</summary>
    protected IReadOnlyList<FilterOption> CommunityOptions { get; private set; } = [];

    /// <summary>From 1.</summary>
    protected int PageNumber => PageQuery.Number(PageParameter);

    protected Paging Paging => new((PageNumber - 1) * PageSize, PageSize);

    protected CommunityId? Community => int.TryParse(CommunityParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var community) ? new CommunityId(community) : null;

    [Inject]
    protected AssetQueries Registry { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected async Task ReadCommunitiesAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (CommunityOptions.Count > 0) return;
        CommunityOptions = [.. (await Registry.CommunitiesAsync(caller.Scope, cancellationToken))
            .Select(choice => new FilterOption(choice.Id.Value.ToString(CultureInfo.InvariantCulture), AssetWords.Name(choice.Name)))];
    }

    /// <summary>This list with one thing changed; everything but a change of page begins on the first page.</summary>
    protected string Link(string name, string? value) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { [name] = string.IsNullOrEmpty(value) ? null : value, ["page"] = name == "page" ? value : null });

    protected string PageLink(int page) => Link("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture));

    protected void Go(string name, string? value) => Navigation.NavigateTo(Link(name, value));
}
