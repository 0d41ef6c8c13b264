using System.Text.Json;
using System.Text.RegularExpressions;
using Facilities.EndToEnd_Tests.Browser;

namespace Facilities.EndToEnd_Tests;

/// <summary>
/// Every page in a real browser, at desk and phone width, in both languages and both themes: it shows its content, stays within the window,
/// throws nothing and leaves nothing untranslated. The screenshots are for people.
/// </summary>
[Collection(DemoDeskCollection.Name)]
public sealed partial class Pages_Tests(DemoDesk desk)
{
    /// <summary>What people typed stays in their language and says so.</summary>
    private const string OurWords = "() => { const typed = [...document.querySelectorAll('#content [translate=no]')]; typed.forEach(item => item.style.display = 'none'); const ours = document.querySelector('#content').innerText; typed.forEach(item => item.style.display = ''); return ours; }";

    [FactNeeding(Need.Chromium)]
    public Task Every_page_in_English_and_dark() => TourAsync("en", "dark");

    [FactNeeding(Need.Chromium)]
    public Task Every_page_in_Chinese_and_light() => TourAsync("zh-CN", "light");

    [FactNeeding(Need.Chromium)]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        var page = await desk.SignInAsync("dispatcher", "en");

        var answer = await page.GotoAsync("/no/such/page");

        answer!.Status.ShouldBe(404);
        await page.WaitForSelectorAsync("text=No such page");
    }

    [FactNeeding(Need.Chromium)]
    public async Task An_insurer_begins_with_the_claims_and_is_told_what_is_not_for_him()
    {
        var page = await desk.SignInAsync("insurer", "en", "dark");

        new Uri(page.Url).AbsolutePath.ShouldBe("/claims");
        (await page.Locator(".f-nav a[href='/']").CountAsync()).ShouldBe(0);
        (await page.Locator(".f-nav a[href='/faults']").CountAsync()).ShouldBe(0);
        await page.GotoAsync("/faults");
        await page.WaitForSelectorAsync("text=Your role cannot open this page");
        await Chromium.ShootAsync(page, "denied-en-dark");
        await page.ClickAsync(".f-state a");
        await page.WaitForURLAsync("**/claims");
    }

    private async Task TourAsync(string language, string theme)
    {
        var look = $"{language[..2]}-{theme}";
        var visitor = await desk.OpenAsync(language, theme);
        await visitor.GotoAsync("/login");
        await Chromium.ShootAsync(visitor, $"login-{look}");
        var page = await desk.SignInAsync("admin", language, theme);
        var failures = new List<string>();
        page.PageError += (_, error) => failures.Add($"{page.Url}: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error") failures.Add($"{page.Url}: {message.Text}");
        };

        foreach (var (name, address, translated) in await PagesAsync())
        {
            await page.SetViewportSizeAsync(Chromium.DeskWidth, 1000);
            await page.GotoAsync(address);
            await page.WaitForSelectorAsync(".f-head h1");
            await page.WaitForFunctionAsync("() => !document.querySelector('.f-skel')");
            await Chromium.ShootAsync(page, $"{name}-{look}");
            if (translated && language == "en" && Chinese().Match(await page.EvaluateAsync<string>(OurWords)) is { Success: true } left) failures.Add($"{address}: '{left.Value}' is not English");
        }

        failures.ShouldBeEmpty();
    }

    /// <summary>Name, address, and whether all words on it are ours: what was typed in for an asset stays in the language it was typed in.</summary>
    private async Task<IReadOnlyList<(string Name, string Address, bool Translated)>> PagesAsync()
    {
        using var api = await desk.ApiAsync("admin");
        var faults = await ItemsAsync(api.Http, "/api/faults");
        var ended = await ItemsAsync(api.Http, "/api/faults?ended=true");
        var pending = await ItemsAsync(api.Http, "/api/inspections");
        var done = await ItemsAsync(api.Http, "/api/inspections?state=Done");
        var claims = await ItemsAsync(api.Http, "/api/claims");
        return
        [
            ("overview", "/", true),
            ("wall", "/wall", true),
            ("faults", "/faults", true),
            ("faults-ended", "/faults?view=ended", true),
            ("fault-pump", "/faults/" + Text(faults.First(fault => Text(fault, "modeKey") == "bearing-wear"), "number"), true),
            ("fault-trapped", "/faults/" + Text(faults.First(fault => Text(fault, "family") == "entrapment"), "number"), true),
            ("fault-ended", "/faults/" + Text(ended[0], "number"), false),
            ("assets", "/assets", true),
            ("labels", "/assets/labels", false),
            ("asset-lift", "/assets/jinxiu/lift-5-1", false),
            ("asset-pump", "/assets/wanghai/booster-2", false),
            ("asset-trial", "/assets/wanghai/booster-2/trial", false),
            ("charts", "/charts?p=wanghai/booster-2/vib_mm_s,wanghai/booster-2/freq_hz,wanghai/booster-1/vib_mm_s&range=24h", true),
            ("diagram-water", "/diagrams/wanghai/water", false),
            ("diagram-lifts", "/diagrams/jinxiu/lifts", true),
            ("diagram-site", "/diagrams/wanghai/site", false),
            ("duty", "/duty", true),
            ("calendars", "/calendars?year=2026", true),
            ("inspections", "/inspections", true),
            ("inspections-all", "/inspections?view=all", true),
            ("plan-month", "/inspections/calendar", true),
            ("plan-year", "/inspections/calendar?view=year", true),
            ("plan-list", "/inspections/calendar?view=list", true),
            ("duties", "/inspections/duties", false),
            ("duties-assets", "/inspections/duties?view=schedules", false),
            ("inspection", "/inspections/" + Text(pending[0], "id"), true),
            ("inspection-done", "/inspections/" + Text(done[0], "id"), true),
            ("compliance", "/compliance?period=Quarter", true),
            ("compliance-site", "/compliance?period=Quarter&community=1", true),
            ("certificates", "/certificates", true),
            ("models", "/models", false),
            ("contracts", "/contracts", true),
            ("complaints", "/complaints", true),
            ("complaint-queue", "/complaints/queue", true),
            ("complaint-imports", "/complaints/imports", true),
            ("grades", "/grades", true),
            ("grade", "/grades/jinxiu", true),
            ("claims", "/claims", true),
            ("claim", "/claims/" + Text(claims[^1], "id"), true),
            ("policies", "/policies", true),
            ("policy", "/policies/1", true),
            ("ledger", "/ledger", true),
            ("effect", "/effect?by=FaultMode", true),
            ("intake", "/intake", true),
            ("operations", "/operations", true),
            ("settings", "/settings", false),
            ("search", "/search?q=lift", true),
            ("notifications", "/notifications", true),
            ("deliveries", "/deliveries", true),
        ];
    }

    private static async Task<List<JsonElement>> ItemsAsync(HttpClient http, string path) =>
        [.. JsonDocument.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement.GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement row, string name) => row.GetProperty(name).ToString();

    [GeneratedRegex(@"[\u3400-\u9fff]+")]
    private static partial Regex Chinese();
}
