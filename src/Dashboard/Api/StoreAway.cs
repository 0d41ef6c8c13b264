using System.Globalization;
using Facilities.Dashboard.Hosting;
using Facilities.Dashboard.Localization;
using Facilities.Domain;
using Facilities.Telemetry;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Api;

/// <summary>Answers a call that needed the telemetry store while that is away: 503, when to come again, and what still works, in the caller's language.</summary>
internal static class StoreAway
{
    /// <summary>What a caller is told when the store itself said nothing: it is looked for every two seconds, and live data is current within five of its return.</summary>
    private static readonly TimeSpan ComeAgain = TimeSpan.FromSeconds(5);

    public static ProblemDetails Describe(HttpContext context, StoreUnavailableException away)
    {
        var pause = away.RetryAfter is { } asked && asked > ComeAgain ? asked : ComeAgain;
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var language = LanguageOf(context);
        context.Response.Headers.ContentLanguage = language.Name;
        return ApiProblems.Of(CodedText.Of(ApiCodes.StoreAway, ("reason", away.Reason)), TextIn(context, language));
    }

    /// <summary>The language that was chosen, else the one that the program asks for; Chinese first, as on every page.</summary>
    private static CultureInfo LanguageOf(HttpContext context)
    {
        if (context.Features.Get<IRequestCultureFeature>() is { Provider: not null } chosen) return chosen.RequestCulture.UICulture;
        var asked = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(static language => language.Quality ?? 1).Select(static language => language.Value.ToString());
        foreach (var language in asked)
        {
            if (language.StartsWith("zh", StringComparison.OrdinalIgnoreCase)) return Cultures.Chinese;
            if (language.StartsWith("en", StringComparison.OrdinalIgnoreCase)) return Cultures.English;
        }

        return Cultures.Chinese;
    }

    private static string TextIn(HttpContext context, CultureInfo language)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = language;
        try
        {
            return context.RequestServices.GetRequiredService<IStringLocalizer<ShellText>>()["store.away.text"];
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
