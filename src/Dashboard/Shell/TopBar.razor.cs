using Facilities.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Shell;

/// <summary>Search, live share, language, theme, and who is signed in.</summary>
public sealed partial class TopBar
{
    private string? _name;
    private string _role = "";

    [Parameter]
    public EventCallback OnMenu { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IStringLocalizer<TermText> Terms { get; set; } = default!;

    private string LanguageLink => LanguageSwitch.From(Navigation);

    protected override async Task OnInitializedAsync()
    {
        if (Authentication is null) return;
        var user = (await Authentication).User;
        if (user.Identity is not { IsAuthenticated: true }) return;
        _name = UserClaims.DisplayName(user);
        var role = user.FindFirst(System.Security.Claims.ClaimTypes.Role)?.Value;
        _role = role is null ? "" : Terms["role." + role];
    }

    /// <summary>A Chinese name is known by its first character, a Latin one by two initials.</summary>
    private static string Initials(string name)
    {
        if (name.Length == 0) return "";
        if (name[0] > 0x2E80) return name[..1];
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Take(2).Select(word => char.ToUpperInvariant(word[0])));
    }
}
