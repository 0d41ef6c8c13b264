using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>What people do on pages, in a real browser: sign an inspection, set a limit, adopt a device, watch without reloading.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class Desk_Tests(DemoDesk desk)
{
    [FactNeeding(Need.Chromium)]
    public async Task A_crew_fills_in_and_signs_the_weekly_fire_pump_start()
    {
        using var api = await desk.ApiAsync("crewfire");
        var id = await DueAsync(api.Http);
        var page = await desk.SignInAsync("crewfire", "zh-CN");
        await page.GotoAsync($"/inspections/{id}");
        await page.WaitForSelectorAsync(".f-steps");
        (await page.Locator("form .f-btn.p").IsDisabledAsync()).ShouldBeTrue("a list with open steps can't be signed");

        await FillInAsync(page, notInOrder: -1);
        await page.FillAsync("textarea", "试运转 12 分钟，正常");
        await Chromium.ShootAsync(page, "inspection-form-zh-light");
        await page.ClickAsync("form .f-btn.p");

        await page.WaitForSelectorAsync(".f-stamp:has-text('已完成')");
        (await page.Locator(".f-steps").CountAsync()).ShouldBe(0, "a signed list can't be filled in again");
        var stored = await ReadAsync(api.Http, id);
        stored.GetProperty("row").GetProperty("state").GetString().ShouldBe("Done");
        stored.GetProperty("signedBy").EnumerateArray().Select(name => name.GetProperty("en").GetString()).ShouldBe(["Zhao Peng"]);
        await Chromium.ShootAsync(page, "inspection-signed-zh-light");
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_lift_visit_needs_two_signatures_and_a_step_that_is_not_in_order_opens_a_fault()
    {
        using var api = await desk.ApiAsync("crew");
        var id = await DueAsync(api.Http);
        var page = await desk.SignInAsync("crew", "en", "dark");
        await page.GotoAsync($"/inspections/{id}");
        await page.WaitForSelectorAsync(".f-steps");

        // The crew's visits are pages of a lift's log: who was there signs, and nobody signs alone.
        await FillInAsync(page, notInOrder: 1);
        await page.ClickAsync("form .f-btn.p");
        await page.WaitForSelectorAsync("form .f-problem");
        await Chromium.ShootAsync(page, "inspection-refused-en-dark");
        await page.Locator("fieldset label:has-text('Li Qiang') input").CheckAsync();
        await page.ClickAsync("form .f-btn.p");

        await page.WaitForSelectorAsync(".f-steps", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        await page.WaitForSelectorAsync("td.org:has-text('Not in order')");
        var stored = await ReadAsync(api.Http, id);
        stored.GetProperty("signedBy").GetArrayLength().ShouldBe(2);
        var asset = stored.GetProperty("row").GetProperty("place").GetProperty("id").GetInt32();
        var faults = JsonDocument.Parse(await api.Http.GetStringAsync(new Uri($"/api/faults?asset={asset}", UriKind.Relative))).RootElement.GetProperty("items");
        faults.EnumerateArray().Select(fault => fault.GetProperty("source").GetString()).ShouldContain("Patrol");
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_firm_sets_a_limit_for_one_asset_sees_where_it_comes_from_and_goes_back_to_the_default()
    {
        const string Rule = "tr:has-text('Bearing hot')";
        var page = await desk.SignInAsync("firm", "en", "dark");
        await page.GotoAsync("/assets/jinxiu/booster-1");
        await page.WaitForSelectorAsync($"{Rule}:has-text('80 ℃')");

        await page.ClickAsync($"{Rule} button");
        await page.FillAsync("form.f-inline input[type=number]", "72.5");
        await page.FillAsync("form.f-inline .grow input", "Runs cooler than its twin");
        await Chromium.ShootAsync(page, "threshold-form-en-dark");
        await page.ClickAsync("form.f-inline .f-btn.p");

        await page.WaitForSelectorAsync($"{Rule}:has-text('72.5 ℃'):has-text('set for this asset'):has-text('set by Wang Fang'):has-text('Runs cooler than its twin')");
        await Chromium.ShootAsync(page, "threshold-own-en-dark");

        await page.ClickAsync($"{Rule} button");
        await page.ClickAsync("form.f-inline button:has-text('Back to default')");
        await page.WaitForSelectorAsync($"{Rule}:has-text('80 ℃'):has-text('our default')");

        // Who may not set limits is offered nothing.
        var dispatcher = await desk.SignInAsync("dispatcher", "en");
        await dispatcher.GotoAsync("/assets/jinxiu/booster-1");
        await dispatcher.WaitForSelectorAsync(Rule);
        (await dispatcher.Locator($"{Rule} button").CountAsync()).ShouldBe(0);
    }

    [FactNeeding(Need.Chromium)]
    public async Task An_unknown_device_is_adopted_and_an_open_page_follows_it_without_being_loaded_again()
    {
        const string Site = "wanghai";
        const string Code = "lift-9-1";
        var admin = await desk.SignInAsync("admin", "en");
        await admin.GotoAsync("/intake");
        await admin.WaitForSelectorAsync(".f-head h1");

        // The page is open when the device reports for the first time.
        await desk.PublishAsync(Site, Code, "\"car_floor\":3");
        var row = admin.Locator($"tr:has-text('{Code}')").First;
        await row.WaitForAsync();
        await Chromium.ShootAsync(admin, "quarantine-en-light");
        await row.Locator("button:has-text('Adopt')").ClickAsync();
        await admin.SelectOptionAsync("form.f-inline select >> nth=1", "elevator");
        await admin.FillAsync("form.f-inline .grow input >> nth=0", "9号楼1号梯");
        await admin.FillAsync("form.f-inline .grow input >> nth=1", "Bldg 9 Lift 1");
        await Chromium.ShootAsync(admin, "quarantine-adopt-en-light");
        await admin.ClickAsync("form.f-inline .f-btn.p");
        await row.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });

        // Two pages stay open; a mark in each proves that neither is loaded again.
        var asset = await desk.SignInAsync("firm", "en", "dark");
        await asset.GotoAsync($"/assets/{Site}/{Code}");
        var floor = asset.Locator(".f-vs li:has-text('Car floor')");
        await floor.WaitForAsync();
        var faults = await desk.SignInAsync("dispatcher", "zh-CN");
        await faults.GotoAsync("/faults");
        await faults.WaitForSelectorAsync(".f-line");
        foreach (var page in new[] { asset, faults }) await page.EvaluateAsync("() => { window.stayed = true; }");

        await desk.PublishAsync(Site, Code, "\"car_floor\":7");
        await asset.WaitForSelectorAsync(".f-vs li:has-text('Car floor') b:text-is('7')");
        await desk.PublishAsync(Site, Code, "\"car_floor\":11");
        await asset.WaitForSelectorAsync(".f-vs li:has-text('Car floor') b:text-is('11')");

        await desk.PublishAsync(Site, Code, "\"event_code\":\"cannot_start\"");
        await asset.WaitForSelectorAsync(".f-fa[href^='/faults/']");
        await faults.WaitForSelectorAsync(".f-line:has-text('9号楼1号梯')");
        foreach (var page in new[] { asset, faults }) (await page.EvaluateAsync<bool>("() => window.stayed === true")).ShouldBeTrue("the page was loaded again");
        await Chromium.ShootAsync(asset, "live-asset-en-dark");
        await Chromium.ShootAsync(faults, "live-faults-zh-light");
    }

    /// <summary>Every step in order but one, values within any limits.</summary>
    private static async Task FillInAsync(IPage page, int notInOrder)
    {
        var steps = page.Locator(".f-steps > li");
        for (var index = 0; index < await steps.CountAsync(); index++)
        {
            var step = steps.Nth(index);
            if (await step.Locator("input[type=number]").CountAsync() > 0) await step.Locator("input[type=number]").FillAsync("20");
            await step.Locator("button[role=radio]").Nth(index == notInOrder ? 1 : 0).ClickAsync();
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpClient http, int inspection) =>
        JsonDocument.Parse(await http.GetStringAsync(new Uri($"/api/inspections/{inspection}", UriKind.Relative))).RootElement;

    /// <summary>The first that the caller may do today.</summary>
    private static async Task<int> DueAsync(HttpClient http)
    {
        var rows = JsonDocument.Parse(await http.GetStringAsync(new Uri("/api/inspections", UriKind.Relative))).RootElement.GetProperty("items");
        var today = DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).Date);
        foreach (var row in rows.EnumerateArray())
        {
            var id = row.GetProperty("id").GetInt32();
            var detail = await ReadAsync(http, id);
            if (detail.GetProperty("mayComplete").GetBoolean() && DateOnly.Parse(detail.GetProperty("row").GetProperty("earliestOn").GetString()!, System.Globalization.CultureInfo.InvariantCulture) <= today) return id;
        }

        throw new InvalidOperationException("No inspection can be done today.");
    }
}
