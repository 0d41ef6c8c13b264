using System.Net;
using Facilities.Dashboard.Pages.Assets;
using Facilities.Dashboard.Tests.Support;
using Facilities.Domain;
using Facilities.Domain.Models;
using Facilities.Operations.Models;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>What managers see of an asset's models.</summary>
public sealed class ModelTable_Tests(EmptyHost host) : IClassFixture<EmptyHost>
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Every_state_baseline_and_end_has_its_words(string language)
    {
        using var culture = new UseCulture(language);
        AssetModelRow[] rows =
        [
            .. from baseline in Enum.GetValues<ModelBaseline>() from state in Enum.GetValues<ModelState>() select Row(baseline, (int)state, state, null),
            .. Enum.GetValues<ModelEnd>().Select(end => Row(ModelBaseline.Recent, 10 + (int)end, ModelState.Retired, end)),
        ];

        var html = await ShowAsync(rows.Where(row => row.State != ModelState.Retired || row.End is not null).ToList());

        html.ShouldNotContain("model.");
        html.ShouldNotContain("models.");
        html.ShouldNotContain("modelState");
        html.ShouldNotContain("modelBaseline");
        html.ShouldNotContain("modelEnd");
    }

    [Fact]
    public async Task Only_an_active_model_has_a_way_back()
    {
        using var culture = new UseCulture("en");
        (await ShowAsync([Row(ModelBaseline.Recent, 1, ModelState.Shadow, null)])).ShouldNotContain("<button");
        var html = await ShowAsync([Row(ModelBaseline.Recent, 1, ModelState.Active, null)]);
        html.ShouldContain("Back to the one before");
        html.ShouldContain("7.2 σ");
        html.ShouldContain("explained)");
        html.ShouldContain("operated beyond its training since");
    }

    private static AssetModelRow Row(ModelBaseline baseline, int version, ModelState state, ModelEnd? end) => new(
        new AssetId(1), "elevator", "wanghai", "lift-1", new LocalizedName("1号梯", "Lift 1"), baseline, version, state, At.AddDays(-40), At, At, 640, 3.4, 7.2, 6, [new ModelSignalRow("vib_z", 0.2, 0.01, 0.4)],
        At.AddDays(7), 1, 0, At.AddDays(8), end is null ? null : At, end, At, 2, 1, state == ModelState.Active);

    private async Task<string> ShowAsync(IReadOnlyList<AssetModelRow> rows)
    {
        await using var rendering = new PageRendering(host.Services, Task.FromResult(PageRendering.Nobody), "/");
        return WebUtility.HtmlDecode(await rendering.SettledAsync(typeof(ModelTable), new() { ["Rows"] = rows }));
    }
}
