using Facilities.Dashboard.Pages.Assets;
using Facilities.Dashboard.Pages.Claims;
using Facilities.Dashboard.Pages.Faults;
using Facilities.Dashboard.Pages.Overview;
using Facilities.Dashboard.Tests.Localization;
using Facilities.Dashboard.Tests.Support;
using Facilities.Detection;
using Facilities.Domain;
using Facilities.Operations.Faults;
using Facilities.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>What the pages show while the telemetry store is away.</summary>
public sealed class StoreAwayPages_Tests(AwayHost host) : IClassFixture<AwayHost>
{
    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task An_assets_page_shows_its_values_from_memory_and_in_the_place_of_the_curve_that_the_store_is_away(string language)
    {
        using var culture = new UseCulture(language);
        using var away = host.TakeAway();

        var html = await ShowAsync(typeof(AssetPage), $"/assets/{host.Lift.SiteCode}/{host.Lift.Code}", new() { ["Site"] = host.Lift.SiteCode, ["Code"] = host.Lift.Code });

        html.ShouldContain("1.25");
        ShouldSayThatTheStoreIsAway(html, language);
    }

    [Fact]
    public async Task A_faults_page_shows_everything_but_its_curves_and_says_so_once()
    {
        using var culture = new UseCulture("en");
        var fault = await SensedFaultAsync();
        using var away = host.TakeAway();

        var html = await ShowAsync(typeof(FaultPage), "/faults/" + fault, new() { ["Number"] = fault });

        html.ShouldContain(fault);
        ShouldSayThatTheStoreIsAway(html, "en");
        html.Split("E-TS-503").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData(typeof(OverviewPage), "/")]
    [InlineData(typeof(FaultList), "/faults")]
    [InlineData(typeof(AssetList), "/assets")]
    [InlineData(typeof(ClaimList), "/claims")]
    public async Task Lists_and_the_overview_need_no_store(Type page, string address)
    {
        using var culture = new UseCulture("en");
        using var away = host.TakeAway();

        var html = await ShowAsync(page, address, []);

        html.ShouldNotContain("role=\"alert\"");
        html.ShouldNotContain("f-skel");
    }

    [Fact]
    public async Task A_page_that_shows_nothing_without_the_store_says_which_part_is_away_and_how_to_try_again()
    {
        using var culture = new UseCulture("zh-CN");
        var claim = (await host.Admin.GetAsync("api/claims")).GetProperty("items")[0].GetProperty("id").GetInt32();
        using var away = host.TakeAway();

        ShouldSayThatTheStoreIsAway(await ShowAsync(typeof(ClaimPage), "/claims/" + claim, new() { ["Number"] = claim.ToString(System.Globalization.CultureInfo.InvariantCulture) }), "zh-CN");
    }

    /// <summary>One with a curve: found by a sensor just now.</summary>
    private async Task<string> SensedFaultAsync()
    {
        var now = host.Services.GetRequiredService<SiteClock>().NowUnixMs;
        await host.Services.GetRequiredService<FindingIntake>().ApplyAsync(
        [
            new Finding
            {
                Source = new SourceId(host.Lift.Id.Value), RuleKey = "door-slow", ModeKey = "door-wear", Kind = FindingKind.Raised, OnsetUnixMs = now, SinceUnixMs = now, DetectedUnixMs = now,
                Signal = new FindingSignal(6, "door_close_s"), Value = 5.1, Deviation = 2, Confidence = 0.9, Stands = true,
            },
        ], default);
        var faults = await host.Admin.GetAsync($"api/faults?family=door&asset={host.Lift.Id.Value}");
        return faults.GetProperty("items").EnumerateArray().First().GetProperty("number").GetString()!;
    }

    private static void ShouldSayThatTheStoreIsAway(string html, string language)
    {
        var text = ResourceFiles.Read("ShellText", language);
        html.ShouldContain("role=\"alert\"");
        html.ShouldContain(text["store.away.title"]);
        html.ShouldContain(text["store.away.text"]);
        html.ShouldContain(text["error.retry"]);
        html.ShouldContain("E-TS-503");
    }

    private async Task<string> ShowAsync(Type page, string address, Dictionary<string, object?> parameters)
    {
        await using var rendering = new PageRendering(host.Services, PageRendering.UserAsync(host.Services, "admin"), address);
        return await rendering.SettledAsync(page, parameters);
    }
}
