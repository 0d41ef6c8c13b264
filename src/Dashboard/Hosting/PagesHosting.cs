using System.Text.Encodings.Web;
using System.Text.Unicode;
using Facilities.Dashboard.Circuits;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Facilities.Dashboard.Localization;
using Facilities.Dashboard.Pages.Diagrams;
using Facilities.Dashboard.Pages.Inspections;
using Facilities.Dashboard.Pages.Policies;
using Facilities.Dashboard.Telemetry;
using Facilities.Detection;
using Facilities.Domain;
using Facilities.Telemetry;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.WebEncoders;
using Radzen;

namespace Facilities.Dashboard.Hosting;

/// <summary>What the pages need beyond the use cases.</summary>
internal static class PagesHosting
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        // Also outside Development: files of packages and of the build are found without a publish.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddLocalization();
        builder.Services.Configure<RequestLocalizationOptions>(Cultures.Configure);
        // Chinese as Chinese in the page's source, not as entities at five times the size.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddSingleton(SiteZone.Default);
        builder.Services.AddSingleton<DisplayFormat>(provider => new(
            provider.GetRequiredService<IStringLocalizer<FormatText>>(), provider.GetRequiredService<SiteClock>(), provider.GetRequiredService<SiteZone>()));
        builder.Services.AddSingleton<Terms>();
        builder.Services.AddSingleton<AssetWords>();
        builder.Services.AddSingleton<PolicyWords>();
        builder.Services.AddSingleton(PackVocabulary.Of);
        builder.Services.AddSingleton<ExplanationWords>();
        builder.Services.AddSingleton<IntervalWords>();
        builder.Services.AddSingleton<DiagramDrawing>();
        builder.Services.AddSingleton<SeriesReader>();
        builder.Services.AddSingleton(provider => new PointCharts(
            provider.GetRequiredService<ITimeSeriesStore>(), provider.GetRequiredService<SeriesReader>(), provider.GetService<IFreshnessView>(), provider.GetRequiredService<AssetWords>(),
            provider.GetRequiredService<DisplayFormat>(), provider.GetRequiredService<SiteZone>(), provider.GetRequiredService<IStringLocalizer<ChartText>>()));
        builder.Services.AddSingleton<RecordReader>();
        builder.Services.AddScoped<PageTicker>();
        builder.Services.AddSingleton<CircuitMetrics>();
        builder.Services.AddScoped<CircuitHandler>(provider => new CircuitCounting(provider.GetRequiredService<CircuitMetrics>(), TimeProvider.System));
    }
}
