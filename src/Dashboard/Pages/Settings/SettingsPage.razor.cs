using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Domain.Access;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>Language, theme and contact details for everyone, channels for who runs a community, accounts for administrators.</summary>
public sealed partial class SettingsPage
{
    /// <summary>Whoever may set channels, by the same table as the use case asks.</summary>
    private static readonly string ChannelRoles = Holders(Right.ManageNotifications);

    private static readonly string PeopleRoles = Holders(Right.ManageUsers);

    private static readonly string TokenRoles = Holders(Right.ManageTokens);

    private bool _mayExport;

    [Inject]
    private CurrentCaller Callers { get; set; } = default!;

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    protected override async Task OnInitializedAsync()
    {
        var caller = await Callers.GetAsync(CancellationToken.None);
        _mayExport = RoleRights.Has(caller.Role, Right.VerifyAudit) && caller.Scope.Kind == ScopeKind.Everything;
    }

    private static string Holders(Right right) => string.Join(',', Enum.GetValues<Role>().Where(role => RoleRights.Has(role, right)));
}
