using System.Globalization;
using Facilities.Dashboard.Access;
using Facilities.Operations.Notifications.Links;
using Microsoft.AspNetCore.Localization;

namespace Facilities.Dashboard.Pages.Public;

/// <summary>What the pages behind personal links have in common.</summary>
internal static class LinkPages
{
    /// <summary>Counts the try, by what the link turned out to be; after too many the answer says when to come again.</summary>
    public static bool TryEnter(HttpContext context, LinkRate rate, string token, LinkState state)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (state == LinkState.Invalid ? rate.TryWrong(context.Connection.RemoteIpAddress) : rate.TryUse(token)) return true;
        AddressRate.Refuse(context.Response, LinkRate.Window);
        return false;
    }

    /// <summary>Not 404: that would be answered with the page for addresses that lead nowhere, which asks for a sign-in.</summary>
    public static int StatusOf(LinkState state) => state is LinkState.Invalid or LinkState.Used or LinkState.Expired ? StatusCodes.Status410Gone : StatusCodes.Status200OK;

    /// <summary>
    /// The person's language, unless this browser was told another; null: leave it. To be set while the page is drawn: a culture that an async method sets is
    /// forgotten when it returns.
    /// </summary>
    public static CultureInfo? CultureFor(HttpContext context, string? locale) =>
        locale is null || context.Request.Cookies.ContainsKey(CookieRequestCultureProvider.DefaultCookieName) ? null : CultureInfo.GetCultureInfo(locale);
}
