using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Facilities.Dashboard.Hosting;

/// <summary>Two languages, Chinese first. The choice is a cookie; the browser's own preference is used before there is one.</summary>
internal static class Cultures
{
    public static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static void Configure(RequestLocalizationOptions options)
    {
        CultureInfo[] supported = [Chinese, English];
        options.DefaultRequestCulture = new RequestCulture(Chinese);
        options.SupportedCultures = supported;
        options.SupportedUICultures = supported;
        // Only the cookie: a query string would make links carry a language, a header would override the site's default.
        options.RequestCultureProviders = [new CookieRequestCultureProvider()];
    }

    /// <summary><c>GET /language?returnUrl=</c>: the other language from now on, and back to where the caller was.</summary>
    public static void MapLanguageSwitch(this IEndpointRouteBuilder app) =>
        app.MapGet("/language", (HttpContext context, string? to, string? returnUrl) =>
        {
            var next = to is "en" or "zh-CN" ? CultureInfo.GetCultureInfo(to)
                : CultureInfo.CurrentUICulture.Equals(English) ? Chinese : English;
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(next)),
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
            return Results.LocalRedirect(LocalUrl.OrHome(returnUrl));
        }).AllowAnonymous().ExcludeFromDescription();
}
