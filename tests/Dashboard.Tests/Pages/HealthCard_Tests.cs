using System.Net;
using System.Reflection;
using Facilities.Dashboard.Pages.Assets;
using Facilities.Dashboard.Tests.Support;
using Facilities.Domain;
using Facilities.Domain.Health;
using Facilities.Operations.Health;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>What an asset's page says of its health.</summary>
public sealed class HealthCard_Tests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Every_reason_has_its_words(string language)
    {
        using var culture = new UseCulture(language);
        var codes = typeof(ReasonCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)
            .Where(code => code.StartsWith("health.", StringComparison.Ordinal)).ToList();
        codes.Count.ShouldBe(11);
        foreach (var code in codes)
        {
            var reason = new HealthReason(CodedText.Of(code, ("mode", "brake-wear"), ("severity", "P2"), ("days", 3), ("open", TimeSpan.FromHours(50)), ("count", 2), ("point", "vib_z"), ("share", 0.25), ("coverage", 0.4), ("minimum", 0.5), ("years", 9), ("life", 12)), 4);
            var html = await ShowAsync(new AssetHealthView(70, [reason], false, At, 1, []));
            html.ShouldNotContain(code);
            html.ShouldNotContain("reason.");
        }
    }

    [Fact]
    public async Task Without_a_score_it_says_that_too_little_is_seen()
    {
        using var culture = new UseCulture("en");
        var html = await ShowAsync(new AssetHealthView(null, [new(CodedText.Of(ReasonCodes.HealthNeverSeen), 0)], true, At, null, []));
        html.ShouldContain("too little is seen");
        html.ShouldContain("never reported");
        html.ShouldNotContain("/ 100");
    }

    [Fact]
    public async Task A_history_is_drawn_with_a_gap_where_there_was_no_score()
    {
        using var culture = new UseCulture("en");
        HealthDay[] days = [.. Enumerable.Range(0, 9).Select(n => new HealthDay(new DateOnly(2026, 2, 1).AddDays(n), n == 4 ? null : 90 - n))];
        var html = await ShowAsync(new AssetHealthView(82, [], false, At, 1, days));
        html.ShouldContain("f-spark");
        html.Split("<polyline").Length.ShouldBe(3);
        html.ShouldContain("Nothing is held against it");
    }

    private async Task<string> ShowAsync(AssetHealthView? health)
    {
        await using var rendering = new PageRendering(host.Services, Task.FromResult(PageRendering.Nobody), "/");
        return WebUtility.HtmlDecode(await rendering.SettledAsync(typeof(HealthCard), new() { ["Health"] = health, ["TypeKey"] = "elevator" }));
    }
}
