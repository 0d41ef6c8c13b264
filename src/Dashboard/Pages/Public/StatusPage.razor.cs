using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Operations.Residents;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Public;

/// <summary>How a resident's report goes, behind the link he got when he sent it, and the way to rate it once it is said to be solved.</summary>
public sealed partial class StatusPage
{
    private ReportStatus? _view;
    private bool _tooOften;

    [Parameter]
    public string Token { get; set; } = "";

    [Inject]
    private ResidentReports Reports { get; set; } = default!;

    [Inject(Key = ResidentReports.StatusPath)]
    private LinkRate Rate { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        _view = await Reports.StatusAsync(Token, HttpContext.RequestAborted);
        if (_view is null ? Rate.TryWrong(HttpContext.Connection.RemoteIpAddress) : Rate.TryUse(Token))
        {
            if (_view is null) HttpContext.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }

        (_view, _tooOften) = (null, true);
        AddressRate.Refuse(HttpContext.Response, LinkRate.Window);
    }
}
