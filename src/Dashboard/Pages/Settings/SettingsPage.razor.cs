using System.Globalization;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>Language and theme for everyone, accounts for administrators.</summary>
public sealed partial class SettingsPage
{
    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";
}
