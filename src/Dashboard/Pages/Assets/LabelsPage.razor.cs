using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Notifications;
using Facilities.Operations.Residents;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Assets;

/// <summary>A sheet of QR codes to print and stick on the equipment: residents report by them, crews scan them on the spot.</summary>
public sealed partial class LabelsPage
{
    /// <summary>Labels of one sheet; as many as a page of a list.</summary>
    private const int Most = Paging.Maximum;

    private IReadOnlyList<AssetRow> _rows = [];
    private IReadOnlyList<FilterOption> _communities = [];

    [SupplyParameterFromQuery(Name = "community")]
    private string? CommunityParameter { get; set; }

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    [Inject]
    private NotificationSettings Settings { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var communities = await Registry.CommunitiesAsync(caller.Scope, cancellationToken);
        _communities = [.. communities.Select(site => new FilterOption(site.Id.ToString(), AssetWords.Name(site.Name)))];
        CommunityId? chosen = int.TryParse(CommunityParameter, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new CommunityId(id) : communities is [var first, ..] ? first.Id : null;
        _rows = chosen is null ? [] : (await Registry.ListAsync(caller.Scope, new AssetFilter { Community = chosen, Paging = new Paging(0, Most) }, cancellationToken)).Items;
    }

    /// <summary>Where people reach the pages, not where this browser does, if that is said.</summary>
    private string AddressOf(AssetPlace place) => new Uri(Settings.PublicUrl ?? new Uri(Navigation.BaseUri), $"{ResidentReports.FormPath}{place.SiteCode}/{place.Code}").ToString();

    private void Go(string? community) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("community", community));
}
