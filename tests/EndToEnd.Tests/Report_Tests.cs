using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>报修 at the desk, in a real browser: two residents of one fault, each with his own follow-up, a picture, and people who are trapped.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class Report_Tests(DemoDesk desk)
{
    /// <summary>The smallest whole PNG: one pixel.</summary>
    private static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [FactNeeding(Need.Chromium)]
    public async Task Two_residents_report_one_fault_and_stand_in_it_by_name_and_number()
    {
        var page = await desk.SignInAsync("dispatcher", "zh-CN");
        await page.GotoAsync("/faults");
        await page.ClickAsync("a[href='/faults/new']");
        await page.FillAsync(".f-report input[type=search]", "booster-1");
        await page.PressAsync(".f-report input[type=search]", "Enter");
        await page.ClickAsync("[data-asset]");
        await page.SelectOptionAsync("[name=family]", "valve");
        await page.FillAsync("[name=note]", "泵房阀门滴水，地面积水");
        await page.ClickAsync("[data-source=Resident]");
        await page.FillAsync("[name=reporter]", "王先生");
        await page.FillAsync("[name=phone]", "13800000031");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "leak.png", MimeType = "image/png", Buffer = Pixel });
        await Chromium.ShootAsync(page, "report-zh-light");
        await page.ClickAsync("form.f-card button[type=submit]");
        await page.WaitForURLAsync(address => !address.Contains("/new", StringComparison.Ordinal));
        await page.WaitForSelectorAsync("[aria-labelledby=h-followup]");
        (await page.InnerTextAsync("[aria-labelledby=h-followup] tbody")).ShouldContain("王先生 13800000031");
        (await page.Locator(".f-photos figure").CountAsync()).ShouldBe(1);
        var first = page.Url;

        var asset = await AssetAsync("booster-1");
        await page.GotoAsync($"/faults/new?asset={asset}");
        await page.SelectOptionAsync("[name=family]", "valve");
        await page.WaitForSelectorAsync("[role=note]");
        await page.FillAsync("[name=note]", "三楼也听见水声");
        await page.FillAsync("[name=reporter]", "刘女士");
        await page.FillAsync("[name=phone]", "13800000032");
        await page.ClickAsync("form.f-card button[type=submit]");
        await page.WaitForURLAsync(first);
        await page.WaitForFunctionAsync("() => document.querySelectorAll('[aria-labelledby=h-followup] tbody tr').length === 2");
        await Chromium.ShootAsync(page, "report-two-zh-light");
    }

    [FactNeeding(Need.Chromium)]
    public async Task Trapped_people_need_one_tick_and_what_is_refused_stays_in_the_form()
    {
        var page = await desk.SignInAsync("dispatcher", "en", "dark");
        await page.GotoAsync($"/faults/new?asset={await AssetAsync("lift-2-2")}");
        await page.FillAsync("[name=note]", "doors stick");
        await page.FillAsync("[name=phone]", "none");
        await page.ClickAsync("form.f-card button[type=submit]");
        await page.WaitForSelectorAsync(".f-problem");
        (await page.InputValueAsync("[name=note]")).ShouldBe("doors stick");
        await page.FillAsync("[name=phone]", "");
        await page.CheckAsync("[data-trapped]");
        await page.WaitForSelectorAsync("[name=severity]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        await Chromium.ShootAsync(page, "report-trapped-en-dark");
        await page.ClickAsync("form.f-card button[type=submit]");
        await page.WaitForURLAsync(address => !address.Contains("/new", StringComparison.Ordinal));
        await page.WaitForSelectorAsync(".f-sev.p1");
        (await page.InnerTextAsync("#content")).ShouldContain("Entrapment");
    }

    private async Task<int> AssetAsync(string code)
    {
        using var api = await desk.ApiAsync("dispatcher");
        var rows = JsonDocument.Parse(await api.Http.GetStringAsync(new Uri($"/api/assets?q={code}", UriKind.Relative))).RootElement.GetProperty("items");
        return rows.EnumerateArray().Select(row => row.GetProperty("place")).First(place => place.GetProperty("code").GetString() == code).GetProperty("id").GetInt32();
    }
}
