using Facilities.EndToEnd_Tests.Browser;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>Diagrams of a site's systems in a real browser: live values, the way to an asset, arranging by mouse and by keyboard, and the drawing that leaves.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class Diagrams_Tests(DemoDesk desk)
{
    [FactNeeding(Need.Chromium)]
    public async Task Values_change_while_one_looks_and_a_node_leads_to_its_asset()
    {
        var page = await OpenAsync("dispatcher", "/diagrams/wanghai/alarms");
        (await page.Locator("[data-act=edit]").CountAsync()).ShouldBe(0, "a dispatcher may not arrange");

        await desk.PublishAsync("wanghai", "smoke-101", "\"battery_pct\":61,\"alarm\":false");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-key=\"smoke-101\"] .note').textContent.includes('61')");
        await page.FocusAsync("[data-key='smoke-101'] a");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/assets/wanghai/smoke-101");
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_lift_shows_where_its_car_is()
    {
        await desk.PublishAsync("jinxiu", "lift-5-2", "\"car_floor\":13,\"direction\":\"up\",\"door_state\":\"closed\",\"load_pct\":40");
        var page = await OpenAsync("dispatcher", "/diagrams/jinxiu/lifts");

        (await page.Locator("[data-key='lift-5-2'] .car").CountAsync()).ShouldBe(1);
        (await page.Locator(".f-topo .frames rect").CountAsync()).ShouldBe(2, "a frame for each building");
        await Chromium.ShootAsync(page, "diagram-lifts-dispatcher-en-light");
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_pump_room_and_the_whole_site_are_drawn_in_Chinese_and_dark()
    {
        var page = await desk.SignInAsync("firm", "zh-CN", "dark");
        foreach (var system in new[] { "water", "site" })
        {
            await page.GotoAsync("/diagrams/wanghai/" + system);
            await DrawnAsync(page);
            (await page.Locator(".f-topo .x6-node .card").CountAsync()).ShouldBeGreaterThan(4);
            await Chromium.ShootAsync(page, $"diagram-{system}-zh-dark");
        }
    }

    [FactNeeding(Need.Chromium)]
    public async Task The_layout_is_arranged_by_mouse_and_keyboard_undone_saved_and_exported()
    {
        var page = await OpenAsync("firm", "/diagrams/wanghai/fire");
        await page.ClickAsync("[data-act=edit]");
        var before = await AtAsync(page, "fire-pump-1");

        // By keyboard: two steps right, one back by undo.
        await page.FocusAsync("[data-key='fire-pump-1'] a");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Control+z");
        (await AtAsync(page, "fire-pump-1")).ShouldBe((before.X + 10, before.Y));

        // A link by keyboard, then parted again.
        var links = await page.Locator(".f-topo .x6-edge").CountAsync();
        await page.FocusAsync("[data-key='roof-tank:'] .card");
        await page.Keyboard.PressAsync("c");
        await page.FocusAsync("[data-key='fire-pump-1'] a");
        await page.Keyboard.PressAsync("c");
        (await page.Locator(".f-topo .x6-edge").CountAsync()).ShouldBe(links + 1);

        // By mouse.
        var box = (await page.Locator("[data-key='fire-pump-1']").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 30, box.Y + 60);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 70, box.Y + 130, new MouseMoveOptions { Steps = 8 });
        await page.Mouse.UpAsync();
        var dragged = await AtAsync(page, "fire-pump-1");
        dragged.Y.ShouldBeGreaterThan(before.Y + 40);

        await page.ClickAsync("[data-key='fire-pump-1']");
        await page.FillAsync("input[data-act=name]", "泵房");
        await page.ClickAsync("[data-act=group]");
        await page.Locator(".f-topo .frames text").WaitForAsync();
        await Chromium.ShootAsync(page, "diagram-editing-en-light");
        await page.ClickAsync("[data-act=save]");
        await page.WaitForSelectorAsync(".f-topo:not(.editing) .told:has-text('Layout saved')");

        await page.ReloadAsync();
        await DrawnAsync(page);
        (await AtAsync(page, "fire-pump-1")).ShouldBe(dragged);
        (await page.TextContentAsync(".f-topo .frames text")).ShouldBe("泵房");
        var download = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("[data-act=svg]"));
        using var folder = new TempFolder();
        await download.SaveAsAsync(folder.File("fire.svg"));
        var drawing = await File.ReadAllTextAsync(folder.File("fire.svg"));
        global::System.Xml.Linq.XDocument.Parse(drawing).Root!.Name.LocalName.ShouldBe("svg");
        drawing.ShouldContain("Hydrant pump 1");
        drawing.ShouldContain("泵房");

        await page.ClickAsync("[data-act=edit]");
        await page.ClickAsync("[data-act=reset]");
        await page.WaitForSelectorAsync(".f-topo:not(.editing) .told:has-text('Back to the template')");
        await page.ReloadAsync();
        await DrawnAsync(page);
        (await AtAsync(page, "fire-pump-1")).ShouldBe(before);
    }

    private async Task<IPage> OpenAsync(string user, string address)
    {
        var page = await desk.SignInAsync(user, "en");
        await page.GotoAsync(address);
        await DrawnAsync(page);
        return page;
    }

    private static async Task DrawnAsync(IPage page) => await page.WaitForSelectorAsync(".f-topo[data-drawn]");

    private static async Task<(double X, double Y)> AtAsync(IPage page, string key)
    {
        var at = await page.EvaluateAsync<double[]>("key => { const move = document.querySelector(`[data-key='${key}']`).closest('.x6-node').transform.baseVal.consolidate().matrix; return [move.e, move.f]; }", key);
        return (at[0], at[1]);
    }
}
