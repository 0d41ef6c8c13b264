using Microsoft.Net.Http.Headers;

namespace Facilities.Dashboard.Api;

/// <summary>
/// Refuses changing calls that a browser makes for another site's page, so that the sign-in cookie can't be used from there. Browsers say where
/// a call comes from and no page can change it: <c>Sec-Fetch-Site</c>, and from older ones <c>Origin</c>. The cookie's SameSite=Lax holds off
/// other sites too, but not other ports and subdomains of this one. Programs send neither header; they have no cookie that isn't their own.
/// </summary>
internal static class CrossSiteGuard
{
    private const string FetchSite = "Sec-Fetch-Site";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        IsForeign(context.Request) ? ApiProblems.WriteAsync(context, ApiCodes.CrossSite) : next(context);

    internal static bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return false;
        // "none" is the person himself: typed, or a bookmark.
        if (request.Headers[FetchSite] is [{ } site, ..]) return site is not ("same-origin" or "none");
        if (request.Headers[HeaderNames.Origin] is not [{ } origin, ..]) return false;
        return !Uri.TryCreate(origin, UriKind.Absolute, out var from) || !from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
