using System.Collections.Concurrent;
using System.Globalization;
using Facilities.Dashboard.Hosting;
using Facilities.Dashboard.Localization;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Phone;

/// <summary>The crew's phone page: static files under <c>/m/</c> and its words. Everything else it needs is the REST API.</summary>
internal static class PhoneHosting
{
    public const string Home = "/m/";
    public const string Page = "m/index.html";

    /// <summary>Words by language: they don't change while the service runs.</summary>
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Words = new(StringComparer.Ordinal);

    public static void MapPhone(this WebApplication app)
    {
        // One route has both spellings; the modules' addresses and the service worker's scope need the slash.
        app.MapGet(Home, (HttpContext context, IWebHostEnvironment host) =>
        {
            if (!context.Request.Path.Value!.EndsWith('/')) return Results.LocalRedirect(Home);
            // The service worker asks anew behind the reader's back; an old page would call modules that are gone.
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Stream(host.WebRootFileProvider.GetFileInfo(Page).CreateReadStream(), "text/html; charset=utf-8");
        }).AllowAnonymous().ExcludeFromDescription();
        // Made once: the files don't change while the service runs.
        var worker = new Lazy<string>(() => PhoneWorker.Script(app.Environment.WebRootFileProvider));
        app.MapGet("/m/sw.js", (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Text(worker.Value, "text/javascript; charset=utf-8");
        }).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/m/words/{language}", (string language, IStringLocalizer<CrewText> own, IStringLocalizer<TermText> terms) =>
            Results.Json(Words.GetOrAdd(language == "en" ? "en" : "zh-CN", tag => Read(tag, own, terms)))).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>The page's own words and those of the field: states, actions, refusals.</summary>
    private static Dictionary<string, string> Read(string language, IStringLocalizer own, IStringLocalizer terms)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = language == "en" ? Cultures.English : Cultures.Chinese;
        try
        {
            var words = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var text in terms.GetAllStrings(includeParentCultures: true)) words.TryAdd(text.Name, text.Value);
            foreach (var text in own.GetAllStrings(includeParentCultures: true)) words[text.Name] = text.Value;
            return words;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
