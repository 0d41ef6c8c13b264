using System.Globalization;
using Facilities.Domain.Access;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>Language, theme and contact details for everyone, channels for who runs a community, accounts for administrators.</summary>
public sealed partial class SettingsPage
{
    /// <summary>Whoever may set channels, by the same table as the use case asks.</summary>
    private static readonly string ChannelRoles = string.Join(',', Enum.GetValues<Role>().Where(role => RoleRights.Has(role, Right.ManageNotifications)));

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";
}
