using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Operations.Public;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Public;

/// <summary>What everybody may know of a community's facilities (三公开), without an account and without script.</summary>
public sealed partial class CommunityPage
{
    /// <summary>The elevator rescue line of most cities.</summary>
    internal const string RescueNumber = "96333";

    private PublicCommunity? _view;

    private bool _tooOften;

    [Parameter]
    public string Site { get; set; } = "";

    [Inject]
    private PublicPages Communities { get; set; } = default!;

    [Inject]
    private PublicRate Rate { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private IStringLocalizer<GradeText> G { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _tooOften = !Rate.TryRead(HttpContext.Connection.RemoteIpAddress);
        if (_tooOften)
        {
            AddressRate.Refuse(HttpContext.Response, PublicRate.Window);
            return;
        }

        _view = await Communities.GetAsync(Site, HttpContext.RequestAborted);
        // Not 404: that would be answered with the page for addresses that lead nowhere, which asks for a sign-in.
        if (_view is null) HttpContext.Response.StatusCode = StatusCodes.Status410Gone;
        else HttpContext.Response.Headers.CacheControl = PublicRate.CacheControl;
    }

    /// <summary>Lifts are often called after their building, which needn't be said twice.</summary>
    private static string Where(LocalizedName? building, LocalizedName asset)
    {
        var (house, name) = (AssetWords.Name(building), AssetWords.Name(asset));
        return house.Length == 0 || name.StartsWith(house, StringComparison.Ordinal) ? name : house + " " + name;
    }
}
