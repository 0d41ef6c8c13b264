using Facilities.Dashboard.Access;
using Facilities.Dashboard.Api;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Hosting;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Facilities.Dashboard.Pages.Account;

/// <summary>The second step of signing in: the app's code, or a recovery code. Wrong ones lock the account as wrong passwords do.</summary>
public sealed partial class LoginCode
{
    private string? _problem;
    private AppUser? _user;

    [SupplyParameterFromForm]
    private CodeInput? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [Inject]
    private SignInManager<AppUser> SignIn { get; set; } = default!;

    [Inject]
    private SecondStep Step { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private SignInRate Rate { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Inject]
    private ILogger<LoginCode> Logger { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new CodeInput();
        // Who gave the right password a few minutes ago; nobody else has anything to do here.
        _user = await SignIn.GetTwoFactorAuthenticationUserAsync();
        if (_user is null) Navigation.NavigateTo("/login");
    }

    private async Task SignInAsync()
    {
        if (_user is null || Input is not { Code: { Length: > 0 } code }) return;
        if (!Rate.TryEnter(HttpContext))
        {
            _problem = Shell["login.tooOften", Format.Span(SignInRate.Window)];
            return;
        }

        var result = await Step.CheckAsync(_user, code);
        if (result.Succeeded)
        {
            await HttpContext.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
            await SignIn.SignInAsync(_user, isPersistent: true);
            Log.SignedIn(Logger, _user.UserName ?? "");
            Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
            return;
        }

        Log.SignInRefused(Logger, _user.UserName ?? "", result.ToString());
        _problem = result.IsLockedOut ? Shell["login.locked", Format.Span(SignIn.Options.Lockout.DefaultLockoutTimeSpan)] : T["code.wrong"];
    }
}
