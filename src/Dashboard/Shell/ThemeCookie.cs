namespace Facilities.Dashboard.Shell;

/// <summary>The chosen theme, kept in a cookie that wwwroot/js/shell.js writes.</summary>
internal static class ThemeCookie
{
    public const string Name = "f-theme";

    public static string? Read(HttpRequest request) =>
        request.Cookies[Name] is "light" or "dark" or "wall" ? request.Cookies[Name] : null;
}
