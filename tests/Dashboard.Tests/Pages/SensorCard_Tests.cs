using System.Net;
using Facilities.Dashboard.Pages.Assets;
using Facilities.Dashboard.Tests.Support;
using Facilities.Domain;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>Sensors that were replaced, on an asset's page.</summary>
public sealed class SensorCard_Tests(EmptyHost host) : IClassFixture<EmptyHost>
{
    [Theory]
    [InlineData("zh-CN", "起为新传感器", "登记更换")]
    [InlineData("en", "new sensor since", "A sensor was replaced")]
    public async Task What_was_declared_is_shown_and_can_be_taken_back(string language, string since, string declare)
    {
        using var culture = new UseCulture(language);
        var html = await ShowAsync(new() { ["vib_z"] = new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero) });
        html.ShouldContain(since);
        html.ShouldContain("10:00");
        html.ShouldContain(declare);
        html.Split("<button").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Where_nothing_was_declared_it_says_what_it_is_for()
    {
        using var culture = new UseCulture("en");
        var html = await ShowAsync([]);
        html.ShouldContain("raises no false alarm");
        html.ShouldNotContain("Take back");
    }

    private async Task<string> ShowAsync(Dictionary<string, DateTimeOffset> replaced)
    {
        await using var rendering = new PageRendering(host.Services, Task.FromResult(PageRendering.Nobody), "/");
        return WebUtility.HtmlDecode(await rendering.SettledAsync(typeof(SensorCard), new() { ["Asset"] = new AssetId(1), ["TypeKey"] = "elevator", ["Replaced"] = replaced }));
    }
}
