using System.Globalization;
using Facilities.EndToEnd_Tests.Browser;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>The chart page in a real browser: several points and assets, looking into a stretch, comparing, what leaves as a file.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class Charts_Tests(DemoDesk desk)
{
    [FactNeeding(Need.Chromium)]
    public async Task A_chart_is_opened_from_the_asset_widened_by_a_point_and_a_sister_and_looked_into()
    {
        var page = await desk.SignInAsync("firm", "en");
        await page.GotoAsync("/assets/wanghai/booster-2?point=vib_mm_s&range=24h");
        await page.ClickAsync("a[href^='/charts?']");
        await DrawnAsync(page, 1);

        await page.SelectOptionAsync(".f-explore label:has-text('sister') select", "booster-1");
        await page.WaitForURLAsync("**booster-1**");
        await page.SelectOptionAsync(".f-explore label:has-text('Add a point') select", "freq_hz");
        await DrawnAsync(page, 2);
        await Chromium.ShootAsync(page, "charts-en-light");

        // Dragged over the end of the upper chart, where the demo has values.
        var before = await StretchAsync(page);
        var box = (await page.Locator(".f-explore .f-chart >> nth=0").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + box.Width * 0.88f, box.Y + 150);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width * 0.97f, box.Y + 150, new MouseMoveOptions { Steps = 6 });
        await page.Mouse.UpAsync();
        await page.WaitForURLAsync("**from=**");
        await page.WaitForFunctionAsync("length => { const chart = document.querySelector('.f-explore .f-chart'); return chart.dataset.to - chart.dataset.from < length * 0.5; }", before.To - before.From);
        var after = await StretchAsync(page);
        after.From.ShouldBeGreaterThan(before.From);
        after.To.ShouldBeLessThan(before.To);
        (await page.Locator(".f-explore .f-seg a.on").CountAsync()).ShouldBe(0);

        // The address is the view: somebody else sees the same.
        var address = page.Url;
        var other = await desk.SignInAsync("dispatcher", "zh-CN", "dark");
        await other.GotoAsync(address);
        await DrawnAsync(other, 2);
        (await StretchAsync(other)).ShouldBe(after);
        await Chromium.ShootAsync(other, "charts-zh-dark");
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_week_before_is_drawn_beside_and_the_points_leave_as_a_table_and_a_picture()
    {
        var page = await desk.SignInAsync("dispatcher", "en");
        await page.GotoAsync("/charts?p=wanghai/booster-2/bearing_temp_c&range=24h");
        await DrawnAsync(page, 1);
        await page.ClickAsync(".f-explore a[role=button]");
        await page.WaitForURLAsync("**compare=week**");
        await page.WaitForSelectorAsync(".f-explore a[role=button][aria-pressed=true]");

        var table = await TextAsync(await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-act=csv]")));
        table.ShouldStartWith("\uFEFFtime,series,unit,mean,min,max");
        table.ShouldContain("\"Bearing temperature\"");
        table.Split('\n').Length.ShouldBeInRange(20, 2 * 2_000 + 1);
        var picture = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-act=png]"));
        await using var stream = await picture.CreateReadStreamAsync();
        var head = new byte[4];
        await stream.ReadExactlyAsync(head);
        head.ShouldBe([0x89, 0x50, 0x4e, 0x47]);
    }

    private static async Task<string> TextAsync(IDownload download)
    {
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream, new global::System.Text.UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        return await reader.ReadToEndAsync();
    }

    private static async Task DrawnAsync(IPage page, int charts) =>
        await page.WaitForFunctionAsync("count => document.querySelectorAll('.f-explore .f-chart[data-from]').length === count", charts);

    private static async Task<(long From, long To)> StretchAsync(IPage page)
    {
        var text = await page.EvaluateAsync<string[]>("() => { const chart = document.querySelector('.f-explore .f-chart'); return [chart.dataset.from, chart.dataset.to]; }");
        return (long.Parse(text[0], CultureInfo.InvariantCulture), long.Parse(text[1], CultureInfo.InvariantCulture));
    }
}
