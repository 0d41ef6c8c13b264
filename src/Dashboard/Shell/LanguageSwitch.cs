using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Shell;

/// <summary>The way to the other language and back to the same page.</summary>
internal static class LanguageSwitch
{
    public static string From(NavigationManager navigation) => "/language?returnUrl=" + Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri));
}
