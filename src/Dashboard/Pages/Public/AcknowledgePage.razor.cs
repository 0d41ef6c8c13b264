using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Operations.Notifications.Links;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Public;

/// <summary>
/// A person's link from an SMS or a mail. Opening shows what it would do, the button does it: chat clients and mail scanners open addresses too, and press
/// nothing. Without an account and without anything else than acknowledging that one fault.
/// </summary>
public sealed partial class AcknowledgePage
{
    private LinkView? _view;

    private bool _tooOften;

    [Parameter]
    public string Token { get; set; } = "";

    [Inject]
    private AcknowledgeLinks Links { get; set; } = default!;

    [Inject(Key = AcknowledgeLinks.Path)]
    private LinkRate Rate { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    private string Explanation => _view is null || _tooOften ? T["link.tooOften"] : T["link." + _view.State];

    protected override async Task OnInitializedAsync()
    {
        _view = await Links.LookAsync(Token, HttpContext.RequestAborted);
        _tooOften = !LinkPages.TryEnter(HttpContext, Rate, Token, _view.State);
        if (!_tooOften && HttpMethods.IsGet(HttpContext.Request.Method)) HttpContext.Response.StatusCode = LinkPages.StatusOf(_view.State);
    }

    private async Task AcknowledgeAsync()
    {
        if (_view is null || _tooOften) return;
        _view = await Links.UseAsync(Token, HttpContext.RequestAborted);
        HttpContext.Response.StatusCode = LinkPages.StatusOf(_view.State);
    }

    private void SpeakTo()
    {
        if (LinkPages.CultureFor(HttpContext, _view?.Locale) is { } culture) CultureInfo.CurrentUICulture = culture;
    }
}
