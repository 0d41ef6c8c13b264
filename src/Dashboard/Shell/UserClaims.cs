using System.Globalization;
using System.Security.Claims;

namespace Facilities.Dashboard.Shell;

/// <summary>Claims that the sign-in cookie carries beside id and role.</summary>
internal static class UserClaims
{
    public const string NameZh = "fm:name-zh";
    public const string NameEn = "fm:name-en";

    /// <summary>With <see cref="Yes"/>: the second step has to be set up before anything else.</summary>
    public const string MustEnrol = "fm:must-enrol";

    /// <summary>With <see cref="Yes"/>: the password has to be changed before anything else.</summary>
    public const string MustChangePassword = "fm:must-change-password";

    public const string Yes = "1";

    /// <summary>The person's name in the reader's language.</summary>
    public static string DisplayName(ClaimsPrincipal user) =>
        user.FindFirst(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? NameZh : NameEn)?.Value ?? user.Identity?.Name ?? "";
}
