using Facilities.Dashboard.Access;
using Facilities.Dashboard.Api;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Hosting;
using Facilities.Dashboard.Localization;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Account;

/// <summary>Name and password. A wrong one and an unknown account look the same; five wrong ones lock for a while.</summary>
public sealed partial class Login
{
    private string? _problem;
    private IReadOnlyList<DemoAccountLine> _demoAccounts = [];

    [SupplyParameterFromForm]
    private LoginInput? Input { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [Inject]
    private SignInManager<AppUser> SignIn { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private FirstRun FirstRun { get; set; } = default!;

    [Inject]
    private DemoAccountList Demo { get; set; } = default!;

    [Inject]
    private IStringLocalizer<ShellText> Text { get; set; } = default!;

    [Inject]
    private Terms Terms { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private SignInRate Rate { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [Inject]
    private ILogger<Login> Logger { get; set; } = default!;

    protected override void OnInitialized()
    {
        if (FirstRun.IsWaiting) Navigation.NavigateTo("/setup");
        Input ??= new LoginInput();
        _demoAccounts = Demo.Accounts;
    }

    private async Task SignInAsync()
    {
        if (Input is not { User: { Length: > 0 } name, Password: { Length: > 0 } password })
        {
            _problem = Text["login.required"];
            return;
        }

        // The same budget as programs have: whoever tries by form and by API has one, not two.
        if (!Rate.TryEnter(HttpContext))
        {
            _problem = Text["login.tooOften", Format.Span(SignInRate.Window)];
            return;
        }

        var result = await SignIn.PasswordSignInAsync(name, password, isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            Log.SignedIn(Logger, name);
            Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
            return;
        }

        if (result.RequiresTwoFactor)
        {
            Navigation.NavigateTo(ReturnUrl is null ? "/login/code" : "/login/code?ReturnUrl=" + Uri.EscapeDataString(ReturnUrl));
            return;
        }

        Log.SignInRefused(Logger, name, result.ToString());
        _problem = result.IsLockedOut
            ? Text["login.locked", Format.Span(SignIn.Options.Lockout.DefaultLockoutTimeSpan)]
            : Text["login.failed"];
    }
}
