using System.Globalization;
using Facilities.Domain.Access;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>Language, theme and contact details for everyone, channels for who runs a community, accounts for administrators.</summary>
public sealed partial class SettingsPage
{
    /// <summary>Whoever may set channels, by the same table as the use case asks.</summary>
    private static readonly string ChannelRoles = Holders(Right.ManageNotifications);

    private static readonly string PeopleRoles = Holders(Right.ManageUsers);

    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    private static string Holders(Right right) => string.Join(',', Enum.GetValues<Role>().Where(role => RoleRights.Has(role, right)));
}
