using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Operations.Notifications.Links;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Localization;

namespace Facilities.Dashboard.Pages.Public;

/// <summary>
/// A person's link from an SMS or a mail. Opening shows what it would do, the button does it: chat clients and mail scanners open addresses too, and press
/// nothing. Without an account and without anything else than acknowledging that one fault.
/// </summary>
public sealed partial class AcknowledgePage
{
    private LinkView? _view;

    [Parameter]
    public string Token { get; set; } = "";

    [Inject]
    private AcknowledgeLinks Links { get; set; } = default!;

    [Inject]
    private LinkRate Rate { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    /// <summary>Null view: too often.</summary>
    private string Explanation => _view is null ? T["link.tooOften"] : T["link." + _view.State];

    protected override async Task OnInitializedAsync()
    {
        HttpContext.Response.Headers.CacheControl = "no-store";
        if (!Rate.TryEnter(HttpContext.Connection.RemoteIpAddress))
        {
            HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            HttpContext.Response.Headers.RetryAfter = LinkRate.Window.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            return;
        }

        _view = await Links.LookAsync(Token, HttpContext.RequestAborted);
        if (HttpMethods.IsGet(HttpContext.Request.Method)) HttpContext.Response.StatusCode = StatusOf(_view.State);
    }

    /// <summary>Not 404: that would be answered with the page for addresses that lead nowhere, which asks for a sign-in.</summary>
    private static int StatusOf(LinkState state) => state is LinkState.Invalid or LinkState.Used or LinkState.Expired ? StatusCodes.Status410Gone : StatusCodes.Status200OK;

    private async Task AcknowledgeAsync()
    {
        if (_view is null) return;
        _view = await Links.UseAsync(Token, HttpContext.RequestAborted);
        HttpContext.Response.StatusCode = StatusOf(_view.State);
    }

    /// <summary>
    /// In the person's language, unless this browser was told another. Called while the page is drawn: a culture that an async method sets is forgotten when it
    /// returns.
    /// </summary>
    private void SpeakTo()
    {
        if (_view?.Locale is { } locale && !HttpContext.Request.Cookies.ContainsKey(CookieRequestCultureProvider.DefaultCookieName))
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(locale);
    }
}
