using System.Net;
using Facilities.Dashboard.Pages.Assets;
using Facilities.Dashboard.Tests.Localization;
using Facilities.Dashboard.Tests.Support;
using Facilities.Domain.Faults;
using Facilities.Operations.Forecasts;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>What an asset's page says of the limits that it moves towards.</summary>
public sealed class ForecastCard_Tests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private static readonly ForecastRow Row = new(
        "vib-z", new LocalizedName("垂直振动超限", "Vertical vibration over limit"), "machine-bearing", Severity.P3, "vib_z", new LocalizedName("垂直振动", "Vertical vibration"), "m/s²",
        0.3, ThresholdOrigin.Recalled, "GB/T 10058", 0.2284, 0.002, 35.8, 31.2, 41.5, new DateOnly(2026, 1, 3), new DateOnly(2026, 3, 1), 1e-6);

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task A_forecast_says_what_when_between_which_days_and_on_what_it_rests(string language)
    {
        using var culture = new UseCulture(language);
        var html = WebUtility.HtmlDecode(await ShowAsync([Row]));

        html.ShouldContain("0.3 m/s²");
        html.ShouldContain("+0.002 m/s²");
        html.ShouldContain("36");
        html.ShouldContain("GB/T 10058");
        html.ShouldContain(language == "en" ? "between" : "最早");
        html.ShouldNotContain("forecast.");
    }

    [Fact]
    public async Task An_interval_without_an_end_only_says_its_beginning()
    {
        using var culture = new UseCulture("en");
        (await ShowAsync([Row with { LatestDays = null }])).ShouldContain("not before");
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Nothing_in_sight_and_nothing_known_are_two_words(string language)
    {
        using var culture = new UseCulture(language);
        var text = ResourceFiles.Read("AssetText", language);
        WebUtility.HtmlDecode(await ShowAsync([])).ShouldContain(text["forecast.none"]);
        WebUtility.HtmlDecode(await ShowAsync(null)).ShouldContain(text["forecast.away"]);
    }

    private async Task<string> ShowAsync(IReadOnlyList<ForecastRow>? rows)
    {
        await using var rendering = new PageRendering(host.Services, Task.FromResult(PageRendering.Nobody), "/");
        return await rendering.SettledAsync(typeof(ForecastCard), new() { ["Forecasts"] = rows, ["TypeKey"] = "elevator" });
    }
}
