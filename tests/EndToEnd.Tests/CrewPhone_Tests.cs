using System.Net.Http.Json;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>The crew's phone page in a real browser of a phone's size, with a site clock that makes ten seconds ten minutes.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class CrewPhone_Tests
{
    private const double Speed = 60;

    [FactNeeding(Need.Chromium)]
    public async Task Six_actions_and_three_photos_of_ten_minutes_without_a_network_arrive_in_order_with_their_own_times()
    {
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path, speed: Speed);
        await using var chromium = await Chromium.StartAsync();
        using var dispatcher = await SignedInClient.SignInAsync(dashboard.Address, "dispatcher", DemoDesk.Password);
        var (id, number) = await DispatchedFaultAsync(dispatcher.Http);
        var page = await OpenAsync(chromium, dashboard.Address, "crew", "zh-CN");
        await page.GotoAsync($"/m/#/task/{number}");
        await page.WaitForSelectorAsync("[data-action=Acknowledge]");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");
        await ShootAsync(page, "phone-task-zh-light");

        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync(".m-bar [data-action=Acknowledge]");
        await page.ClickAsync(".m-bar [data-action=Arrive]");
        await page.WaitForSelectorAsync(".m-bar [data-action=StartFix]");
        await page.FillAsync("[data-asks=cause]", "皮带松动");
        await page.ClickAsync("[data-step=secure] .m-tick");
        await page.WaitForSelectorAsync("[data-step=secure].done");
        await page.SetInputFilesAsync("[data-photo=Before]", await PictureAsync(page, "before"));
        await page.WaitForSelectorAsync(".m-photos figure >> nth=0");
        // A phone that is switched off and on again: the page and what was done come from the phone alone.
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("[data-step=secure].done");
        await page.ClickAsync(".m-bar [data-action=StartFix]");
        await page.FillAsync("[data-asks=cause]", "皮带松动");
        await page.ClickAsync("[data-step=cause] .m-tick");
        await page.WaitForSelectorAsync("[data-step=cause].done:has-text('皮带松动')");
        await page.SetInputFilesAsync("[data-photo=After]", await PictureAsync(page, "after"));
        await page.WaitForSelectorAsync(".m-photos figure >> nth=1");
        await SignAsync(page);
        await page.FillAsync("[name=note]", "已张紧皮带");
        await ShootAsync(page, "phone-offline-zh-light");
        await page.ClickAsync("form [data-action=ReportFixed]");
        await page.WaitForTimeoutAsync((float)(600_000 / Speed));
        await page.GotoAsync("/m/#/unsent");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('[data-unsent]').length === 9");
        await ShootAsync(page, "phone-unsent-zh-light");

        await page.Context.SetOfflineAsync(false);
        await page.WaitForFunctionAsync("() => document.querySelectorAll('[data-unsent]').length === 0", null, new PageWaitForFunctionOptions { Timeout = 90_000 });

        var fault = await dispatcher.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/faults/{id}", UriKind.Relative));
        var lines = fault.GetProperty("history").EnumerateArray().Where(line => line.GetProperty("role").GetString() == "Crew").ToList();
        lines.Select(line => line.GetProperty("action").GetString()).ShouldBe(["Acknowledge", "Arrive", "TickStep", "StartFix", "TickStep", "ReportFixed"]);
        var at = lines.Select(line => line.GetProperty("at").GetDateTimeOffset()).ToList();
        at.ShouldBe(at.Order());
        foreach (var line in lines) (line.GetProperty("receivedAt").GetDateTimeOffset() - line.GetProperty("at").GetDateTimeOffset()).ShouldBeGreaterThan(TimeSpan.FromMinutes(9));
        fault.GetProperty("row").GetProperty("state").GetString().ShouldBe("Soaking");
        var files = await dispatcher.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/faults/{id}/files", UriKind.Relative));
        files.EnumerateArray().Select(file => file.GetProperty("kind").GetString()).ShouldBe(["Before", "After", "Signature"]);
    }

    [FactNeeding(Need.Chromium)]
    public async Task An_action_that_is_refused_when_the_network_is_back_is_shown_with_its_reason_and_never_dropped()
    {
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path);
        await using var chromium = await Chromium.StartAsync();
        using var dispatcher = await SignedInClient.SignInAsync(dashboard.Address, "dispatcher", DemoDesk.Password);
        var (id, number) = await DispatchedFaultAsync(dispatcher.Http);
        var page = await OpenAsync(chromium, dashboard.Address, "crew", "en", "dark");
        await page.WaitForSelectorAsync(".m-card");
        await ShootAsync(page, "phone-tasks-en-dark");
        await page.GotoAsync($"/m/#/task/{number}");
        await page.WaitForSelectorAsync(".m-bar [data-action=Acknowledge]");
        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync(".m-bar [data-action=Acknowledge]");
        await page.ClickAsync(".m-bar [data-action=Arrive]");
        await page.WaitForSelectorAsync(".m-bar [data-action=StartFix]");
        // Meanwhile the dispatcher takes it back.
        await ActAsync(dispatcher.Http, id, new { action = "Reject", reason = "reject.false_alarm" });

        await page.Context.SetOfflineAsync(false);
        await page.WaitForSelectorAsync(".m-strip.bad", new PageWaitForSelectorOptions { Timeout = 60_000 });

        await page.ClickAsync(".m-strip.bad");
        await page.WaitForSelectorAsync("[data-unsent] .m-problem");
        (await page.Locator("[data-unsent]").CountAsync()).ShouldBe(2);
        (await page.InnerTextAsync("[data-unsent] .m-problem")).ShouldNotContain("fault.transition_refused");
        await ShootAsync(page, "phone-refused-en-dark");
        page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await page.ClickAsync("[data-unsent] .dng");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('[data-unsent]').length === 1 && document.querySelector('[data-unsent] .m-problem')");
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_part_is_taken_and_its_result_given_back_without_a_network_and_arrives_with_its_own_times()
    {
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(folder.Path, speed: Speed);
        await using var chromium = await Chromium.StartAsync();
        using var dispatcher = await SignedInClient.SignInAsync(dashboard.Address, "dispatcher", DemoDesk.Password);
        var (id, number) = await DispatchedFaultAsync(dispatcher.Http);
        var now = (await dispatcher.Http.GetFromJsonAsync<JsonElement>(new Uri("/api/clock", UriKind.Relative))).GetProperty("siteNowUnixMs").GetInt64();
        var due = DateTimeOffset.FromUnixTimeMilliseconds(now).AddDays(2);
        await ActAsync(dispatcher.Http, id, new { action = "AskPart", firm = await FirmOfAsync(dashboard, "crewfire"), due, note = "断开消防联动，修好后恢复" });
        var page = await OpenAsync(chromium, dashboard.Address, "crewfire", "zh-CN");
        await page.WaitForSelectorAsync($"[data-part='{number}/1']");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");
        await ShootAsync(page, "phone-parts-zh-light");

        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync($"[data-part='{number}/1'] [data-action=AcknowledgePart]");
        await page.WaitForFunctionAsync("() => !document.querySelector('[data-action=AcknowledgePart]')");
        await page.ClickAsync($"[data-part='{number}/1'] .m-body");
        await page.ClickAsync("[data-action=ReturnPart]");
        (await page.InnerTextAsync(".m-problem:visible")).ShouldNotBeEmpty("a result needs words");
        await page.SetInputFilesAsync("[data-photo=After]", await PictureAsync(page, "after"));
        await page.WaitForSelectorAsync(".m-photos figure");
        await page.FillAsync("[name=result]", "联动已断开并挂牌");
        await ShootAsync(page, "phone-part-offline-zh-light");
        await page.ClickAsync("[data-action=ReturnPart]");
        await page.WaitForFunctionAsync("() => !document.querySelector('[name=result]')");
        // Switched off and on again.
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("text=联动已断开并挂牌");
        await page.WaitForTimeoutAsync((float)(300_000 / Speed));
        await page.GotoAsync("/m/#/unsent");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('[data-unsent]').length === 3");
        await page.Context.SetOfflineAsync(false);
        await page.WaitForFunctionAsync("() => document.querySelectorAll('[data-unsent]').length === 0", null, new PageWaitForFunctionOptions { Timeout = 90_000 });

        var fault = await dispatcher.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/faults/{id}", UriKind.Relative));
        var part = fault.GetProperty("parties")[0];
        (part.GetProperty("state").GetString(), part.GetProperty("result").GetString()).ShouldBe(("Returned", "联动已断开并挂牌"));
        var lines = fault.GetProperty("history").EnumerateArray().Where(line => line.GetProperty("action").GetString() is "AcknowledgePart" or "ReturnPart").ToList();
        lines.Select(line => line.GetProperty("action").GetString()).ShouldBe(["AcknowledgePart", "ReturnPart"]);
        foreach (var line in lines) (line.GetProperty("receivedAt").GetDateTimeOffset() - line.GetProperty("at").GetDateTimeOffset()).ShouldBeGreaterThan(TimeSpan.FromMinutes(4));
        (await dispatcher.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/faults/{id}/files", UriKind.Relative))).GetArrayLength().ShouldBe(1);
    }

    private static async Task<int> FirmOfAsync(RunningDashboard dashboard, string user)
    {
        using var person = await SignedInClient.SignInAsync(dashboard.Address, user, DemoDesk.Password);
        return (await person.Http.GetFromJsonAsync<JsonElement>(new Uri("/api/me", UriKind.Relative))).GetProperty("organisation").GetInt32();
    }

    private static async Task<IPage> OpenAsync(Chromium chromium, Uri address, string user, string language, string theme = "light")
    {
        var page = await chromium.OpenAsync(address, language, theme);
        await page.SetViewportSizeAsync(Chromium.PhoneWidth, 844);
        await page.GotoAsync("/m/");
        await page.FillAsync("input[name=user]", user);
        await page.FillAsync("input[name=password]", DemoDesk.Password);
        await page.ClickAsync("form button[type=submit]");
        await page.WaitForSelectorAsync(".m-count");
        return page;
    }

    /// <summary>A door fault that a resident reported, given to the lift's firm.</summary>
    private static async Task<(int Id, string Number)> DispatchedFaultAsync(HttpClient http)
    {
        var assets = await http.GetFromJsonAsync<JsonElement>(new Uri("/api/assets?type=elevator", UriKind.Relative));
        var lift = assets.GetProperty("items").EnumerateArray().Last(item => item.GetProperty("openFaults").GetInt32() == 0).GetProperty("place").GetProperty("id").GetInt32();
        using var report = new HttpRequestMessage(HttpMethod.Post, $"/api/assets/{lift}/faults") { Content = JsonContent.Create(new { family = "door", severity = "P3", mode = "door-wear" }) };
        report.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(report);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("fault").GetInt32();
        await ActAsync(http, id, new { action = "Accept" });
        await ActAsync(http, id, new { action = "Dispatch" });
        var fault = await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/faults/{id}", UriKind.Relative));
        return (id, fault.GetProperty("row").GetProperty("number").GetString()!);
    }

    private static async Task ActAsync(HttpClient http, int fault, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/faults/{fault}/actions") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A camera's picture: larger than what is sent.</summary>
    private static async Task<FilePayload> PictureAsync(IPage page, string words)
    {
        var data = await page.EvaluateAsync<string>(
            """
            words => {
              const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 });
              const context = canvas.getContext('2d');
              context.fillStyle = '#456';
              context.fillRect(0, 0, 2400, 1800);
              context.fillStyle = '#fff';
              context.font = '200px sans-serif';
              context.fillText(words, 200, 900);
              return canvas.toDataURL('image/jpeg', 0.95).split(',')[1];
            }
            """, words);
        return new FilePayload { Name = words + ".jpg", MimeType = "image/jpeg", Buffer = Convert.FromBase64String(data) };
    }

    private static async Task SignAsync(IPage page)
    {
        await page.Locator(".m-sign").ScrollIntoViewIfNeededAsync();
        var box = (await page.Locator(".m-sign").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 20, box.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 120, box.Y + 60, new MouseMoveOptions { Steps = 6 });
        await page.Mouse.UpAsync();
        await page.FillAsync("[name=signer]", "王芳");
    }

    private static async Task ShootAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RepositoryFolder.Screenshots, name + "-390.png"), FullPage = true });
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth")).ShouldBeLessThanOrEqualTo(0, name + " is wider than the window");
    }
}
