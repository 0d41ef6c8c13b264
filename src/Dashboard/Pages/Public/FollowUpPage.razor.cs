using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Dashboard.Format;
using Facilities.Operations.Assets;
using Facilities.Operations.Notifications.Links;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Public;

/// <summary>
/// A reporter's link from an SMS or a mail: is it solved, and how many stars. Opening shows the questions, the button answers them: chat clients and mail
/// scanners open addresses too, and press nothing. Without an account; after the answer it shows what was answered.
/// </summary>
public sealed partial class FollowUpPage
{
    private FollowUpView? _view;

    private bool _tooOften;

    /// <summary>Key of its words: they are found while the page is drawn, in the reporter's language.</summary>
    private string? _problem;

    [Parameter]
    public string Token { get; set; } = "";

    [SupplyParameterFromForm]
    private FollowUpInput? Input { get; set; }

    [Inject]
    private FollowUpLinks Links { get; set; } = default!;

    [Inject(Key = FollowUpLinks.Path)]
    private LinkRate Rate { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    private string Explanation => _view is null || _tooOften ? T["link.tooOften"] : T["followUp." + _view.State];

    protected override async Task OnInitializedAsync()
    {
        _view = await Links.LookAsync(Token, HttpContext.RequestAborted);
        _tooOften = !LinkPages.TryEnter(HttpContext, Rate, Token, _view.State);
        // The form is drawn with what was written in it, to be sent again.
        if (_tooOften) _problem = "link.tooOften";
        else if (HttpMethods.IsGet(HttpContext.Request.Method)) HttpContext.Response.StatusCode = LinkPages.StatusOf(_view.State);
    }

    private async Task AnswerAsync()
    {
        if (_view is null || _tooOften) return;
        if (_view.State == LinkState.Valid && Input is not { Stars: >= 1 and <= 5, Solved: not null, Comment: null or { Length: <= FollowUpLinks.CommentLength } })
        {
            _problem = Input?.Comment?.Length > FollowUpLinks.CommentLength ? "followUp.tooLong" : "followUp.incomplete";
            HttpContext.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        _view = await Links.AnswerAsync(Token, Input?.Stars ?? 0, Input?.Solved ?? false, Input?.Comment, HttpContext.RequestAborted);
        HttpContext.Response.StatusCode = LinkPages.StatusOf(_view.State);
    }

    /// <summary>Lifts are often called after their building, which needn't be said twice.</summary>
    private static string Where(AssetPlace place)
    {
        var (name, building) = (AssetWords.Name(place.Name), place.Building is null ? "" : AssetWords.Name(place.Building));
        return string.Join(' ', new[] { AssetWords.Name(place.Community), name.StartsWith(building, StringComparison.Ordinal) ? "" : building, name }.Where(static part => part.Length > 0));
    }

    private void SpeakTo()
    {
        if (LinkPages.CultureFor(HttpContext, _view?.Locale) is { } culture) CultureInfo.CurrentUICulture = culture;
    }
}
