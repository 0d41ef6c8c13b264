using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Facilities.Dashboard.Shell;

/// <summary>The document around every page. Language and theme are known before the first paint, from cookies.</summary>
public sealed partial class App
{
    // Rendered again by the circuit; a prerendered first pass would only run every query twice.
    private static readonly IComponentRenderMode Interactive = new InteractiveServerRenderMode(prerender: false);

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    private static string Language => CultureInfo.CurrentUICulture.Name;

    /// <summary>Null lets theme.js follow the operating system. The duty room's screen has a theme of its own.</summary>
    private string? Theme => HttpContext.Request.Path.StartsWithSegments("/wall", StringComparison.OrdinalIgnoreCase) ? "wall" : ThemeCookie.Read(HttpContext.Request);

    private IComponentRenderMode? Mode => HttpContext.AcceptsInteractiveRouting() ? Interactive : null;
}
