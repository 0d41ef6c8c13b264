using System.Globalization;
using System.Security.Claims;

namespace Facilities.Dashboard.Shell;

/// <summary>Claims that the sign-in cookie carries beside id and role.</summary>
internal static class UserClaims
{
    public const string NameZh = "fm:name-zh";
    public const string NameEn = "fm:name-en";

    /// <summary>The person's name in the reader's language.</summary>
    public static string DisplayName(ClaimsPrincipal user) =>
        user.FindFirst(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? NameZh : NameEn)?.Value ?? user.Identity?.Name ?? "";
}
