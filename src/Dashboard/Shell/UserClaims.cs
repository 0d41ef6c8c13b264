namespace Facilities.Dashboard.Shell;

/// <summary>Claims that the sign-in cookie carries beside name and role.</summary>
internal static class UserClaims
{
    public const string DisplayName = "fm:name";
}
