using Facilities.Dashboard.Access;
using Facilities.Dashboard.Api;
using Facilities.Dashboard.Format;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Facilities.Dashboard.Pages.Account;

/// <summary>One's own password and second step. Whatever changes ends one's sessions elsewhere; this one goes on.</summary>
public sealed partial class Security
{
    private AppUser _user = default!;
    private bool _isOn;
    private bool _mustEnrol;
    private int _left;
    private string? _key;
    private string? _problem;
    private string? _said;
    private IReadOnlyList<string> _codes = [];

    [SupplyParameterFromForm(FormName = "on")]
    private CodeInput? On { get; set; }

    [SupplyParameterFromForm(FormName = "renew")]
    private CodeInput? Renew { get; set; }

    [SupplyParameterFromForm(FormName = "off")]
    private CodeInput? Off { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private PasswordInput? Password { get; set; }

    [Inject]
    private SignInManager<AppUser> SignIn { get; set; } = default!;

    [Inject]
    private SecondFactors Factors { get; set; } = default!;

    [Inject]
    private SecondFactorRule Rule { get; set; } = default!;

    [Inject]
    private SignInRate Rate { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    private UserManager<AppUser> Users => SignIn.UserManager;

    protected override async Task OnInitializedAsync()
    {
        // A key and recovery codes have no business in a cache.
        HttpContext.Response.Headers.CacheControl = "no-store";
        if (await Users.GetUserAsync(HttpContext.User) is not { } user)
        {
            Navigation.NavigateTo("/login");
            return;
        }

        _user = user;
        await ReadAsync();
        if (!_isOn) _key = await Users.GetAuthenticatorKeyAsync(user) is { Length: > 0 } begun ? begun : null;
    }

    private async Task ReadAsync()
    {
        _isOn = await Users.GetTwoFactorEnabledAsync(_user);
        _mustEnrol = !_isOn && Rule.IsRequiredOf(_user.Role);
        _left = _isOn ? await Users.CountRecoveryCodesAsync(_user) : 0;
    }

    private async Task BeginAsync()
    {
        _key = await Factors.KeyAsync(_user);
        await SignIn.RefreshSignInAsync(_user);
    }

    private Task TurnOnAsync() => WithCodeAsync(On, async code =>
    {
        if (_isOn || await Factors.TurnOnAsync(_user, code) is not { } codes) return false;
        (_codes, _key, _said) = (codes, null, T["security.turnedOn"]);
        return true;
    });

    private Task RenewAsync() => WithCodeAsync(Renew, async code =>
    {
        if (!_isOn || await Factors.RenewAsync(_user, code) is not { } codes) return false;
        (_codes, _said) = (codes, T["security.renewed"]);
        return true;
    });

    private Task TurnOffAsync() => WithCodeAsync(Off, async code =>
    {
        if (!_isOn || Rule.IsRequiredOf(_user.Role) || !await Factors.TurnOffAsync(_user, code)) return false;
        _said = T["security.turnedOff"];
        return true;
    });

    private async Task ChangePasswordAsync()
    {
        if (Password is not { Current: { Length: > 0 } current, New: { Length: > 0 } replacement } || replacement != Password.Repeated)
        {
            _problem = T["password.mismatch"];
            return;
        }

        if (!MayTry()) return;
        // Guessing somebody's password at a desk that he left counts like guessing it at the sign-in.
        if (await Users.IsLockedOutAsync(_user) || !await Users.CheckPasswordAsync(_user, current))
        {
            await Users.AccessFailedAsync(_user);
            _problem = T["password.wrong"];
            return;
        }

        if (_user.MustChangePassword && replacement == current)
        {
            _problem = T["password.same"];
            return;
        }

        var must = _user.MustChangePassword;
        _user.MustChangePassword = false;
        if (!(await Users.ChangePasswordAsync(_user, current, replacement)).Succeeded)
        {
            _user.MustChangePassword = must;
            _problem = T["password.weak"];
            return;
        }

        await Factors.RecordAsync(_user.Role, _user.OrganisationId, _user.UserId, _user, "PasswordChanged");
        await SignIn.RefreshSignInAsync(_user);
        _said = T["password.changed"];
    }

    private async Task WithCodeAsync(CodeInput? input, Func<string, Task<bool>> act)
    {
        if (input is not { Code: { Length: > 0 } code } || !MayTry()) return;
        if (!await act(code))
        {
            _problem = T["code.wrong"];
            return;
        }

        await SignIn.RefreshSignInAsync(_user);
        await ReadAsync();
    }

    private bool MayTry()
    {
        if (Rate.TryEnter(HttpContext)) return true;
        _problem = Shell["login.tooOften", Format.Span(SignInRate.Window)];
        return false;
    }

    /// <summary>In fours, for typing.</summary>
    private static string Grouped(string key) => string.Join(' ', key.Chunk(4).Select(part => new string(part)));
}
