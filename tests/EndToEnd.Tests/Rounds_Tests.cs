using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>An inspection from the plan to its record: done on a phone whose network is cut in the middle.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class Rounds_Tests(DemoDesk desk)
{
    [FactNeeding(Need.Chromium)]
    public async Task A_firm_plans_a_crew_does_it_with_the_network_cut_in_the_middle_and_the_record_stands_with_both_signatures()
    {
        using var crew = await desk.ApiAsync("crew");
        var id = await PlanAsync(crew.Http);
        var task = (await ItemsAsync(crew.Http, "/api/crew/inspections")).Single(item => item.GetProperty("row").GetProperty("id").GetInt32() == id);
        var place = task.GetProperty("row").GetProperty("place");
        var page = await PhoneAsync("crew", "zh-CN");
        await page.ClickAsync(".m-tabs a >> nth=1");
        await page.WaitForSelectorAsync($"[data-round='{id}']");
        await ShootAsync(page, "phone-rounds-zh-light");
        await page.ClickAsync($"[data-round='{id}']");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");
        await page.ClickAsync("[data-action=begin]");
        await page.FillAsync("[data-asks=code]", "elsewhere/" + place.GetProperty("code").GetString());
        await page.ClickAsync("[data-action=code]");
        await page.WaitForSelectorAsync(".m-card .m-problem:has-text('不是这台设备的码')");
        await page.FillAsync("[data-asks=code]", $"{place.GetProperty("siteCode").GetString()}/{place.GetProperty("code").GetString()}");
        await page.ClickAsync("[data-action=code]");
        await page.WaitForSelectorAsync(".m-steps li.done .code");
        await SecondSignsInAsync(page, "crew2");

        await page.Context.SetOfflineAsync(true);
        var steps = task.GetProperty("steps").EnumerateArray().ToList();
        foreach (var step in steps)
        {
            var key = step.GetProperty("key").GetString();
            if (step.GetProperty("unit").ValueKind == JsonValueKind.String) await page.FillAsync($"[data-asks=value-{key}]", "7.5");
            await page.ClickAsync($"[data-step={key}] [data-answer=ok]");
        }

        await page.FillAsync("[data-asks=value-leveling]", "14");
        await page.WaitForSelectorAsync("[data-step=leveling].bad .m-problem:has-text('超出限值')");
        await page.SetInputFilesAsync("[data-photo=step-pit]", new FilePayload { Name = "pit.png", MimeType = "image/png", Buffer = await page.ScreenshotAsync() });
        await page.WaitForSelectorAsync("[data-step=pit] .m-photos img");
        // A phone that is switched off and on again: what was filled in comes from the phone alone.
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("[data-step=leveling].bad");
        (await page.InputValueAsync("[data-asks=value-leveling]")).ShouldBe("14");
        await ShootAsync(page, "phone-round-offline-zh-light");
        await DrawAsync(page, "[data-signers] [data-sign]:not([data-sign=other])");
        await page.FillAsync("[data-asks=note]", "平层偏差，待调整");
        await page.ClickAsync("[data-action=record]");
        await page.WaitForSelectorAsync("[data-recorded]");
        await ShootAsync(page, "phone-round-recorded-zh-light");
        (await DetailAsync(crew.Http, id)).GetProperty("row").GetProperty("state").GetString().ShouldNotBe("Done");

        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync("/m/#/unsent");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('[data-unsent]').length === 0", null, new PageWaitForFunctionOptions { Timeout = 60_000 });

        var record = await DetailAsync(crew.Http, id);
        record.GetProperty("row").GetProperty("state").GetString().ShouldBeOneOf("Done", "DoneLate");
        record.GetProperty("note").GetString().ShouldBe("平层偏差，待调整");
        record.GetProperty("signedBy").GetArrayLength().ShouldBe(2);
        record.GetProperty("doubts").GetArrayLength().ShouldBe(0);
        record.GetProperty("files").GetArrayLength().ShouldBe(2, "the pit's photo and the drawn signature");
        record.GetProperty("scans").GetArrayLength().ShouldBe(1);
        record.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("key").GetString() == "leveling").GetProperty("value").GetDouble().ShouldBe(14);
        var faults = await ItemsAsync(crew.Http, $"/api/faults?asset={place.GetProperty("id").GetInt32()}");
        faults.ShouldContain(fault => fault.GetProperty("family").GetString() == "levelling");
        var manager = await desk.SignInAsync("liftfirm", "en", "dark");
        await manager.GotoAsync($"/inspections/{id}");
        await manager.WaitForSelectorAsync("text=平层偏差，待调整");
        await Chromium.ShootAsync(manager, "inspection-recorded-en-dark");
    }

    [FactNeeding(Need.Chromium)]
    public async Task A_round_that_a_colleague_recorded_meanwhile_is_refused_with_its_reason_and_what_was_filled_in_stays()
    {
        using var crew = await desk.ApiAsync("crewfire");
        var task = (await ItemsAsync(crew.Http, "/api/crew/inspections"))[0];
        var id = task.GetProperty("row").GetProperty("id").GetInt32();
        var page = await PhoneAsync("crewfire", "en", "dark");
        await page.ClickAsync(".m-tabs a >> nth=1");
        await page.ClickAsync($"[data-round='{id}']");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");
        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync("[data-action=begin]");
        foreach (var step in task.GetProperty("steps").EnumerateArray())
        {
            var key = step.GetProperty("key").GetString();
            if (step.GetProperty("unit").ValueKind == JsonValueKind.String) await page.FillAsync($"[data-asks=value-{key}]", "1");
            await page.ClickAsync($"[data-step={key}] [data-answer=ok]");
        }

        await page.ClickAsync("[data-action=record]:not([disabled])");
        await page.WaitForSelectorAsync("[data-recorded]");
        await CompleteAsync(crew.Http, task);
        await page.Context.SetOfflineAsync(false);
        await page.WaitForSelectorAsync(".m-strip.bad", new PageWaitForSelectorOptions { Timeout = 60_000 });

        await page.ClickAsync(".m-strip.bad");
        await page.WaitForSelectorAsync("[data-unsent=action] .m-problem");
        (await page.InnerTextAsync("[data-unsent=action] .m-problem")).ShouldNotContain("inspection.");
        await ShootAsync(page, "phone-round-refused-en-dark");
        page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await page.ClickAsync("[data-unsent=action] .dng");
        await page.GotoAsync($"/m/#/round/{id}");
        await page.WaitForSelectorAsync(".m-card.bad:has-text('still on this phone')");
        (await page.Locator("[data-answer=ok].on").CountAsync()).ShouldBe(task.GetProperty("steps").GetArrayLength());
        await ShootAsync(page, "phone-round-kept-en-dark");
    }

    /// <summary>A manager drags a visit to a day that the law doesn't leave open, then to one that it does, and at last gives it today by its form.</summary>
    private async Task<int> PlanAsync(HttpClient http)
    {
        var today = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(
            (await http.GetFromJsonAsync<JsonElement>(new Uri("/api/clock", UriKind.Relative))).GetProperty("siteNowUnixMs").GetInt64()).ToOffset(TimeSpan.FromHours(8)).DateTime);
        var row = (await ItemsAsync(http, "/api/inspections?template=elevator-half-month")).First(item => item.GetProperty("state").GetString() == "Planned" && Day(item, "earliestOn") <= today && Day(item, "plannedDate") > today);
        var (id, planned, due) = (row.GetProperty("id").GetInt32(), Day(row, "plannedDate"), Day(row, "dueDate"));
        var page = await desk.SignInAsync("liftfirm", "zh-CN");
        await page.GotoAsync($"/inspections/calendar?at={planned:yyyy-MM-dd}");
        await page.WaitForSelectorAsync($"[data-item='{id}']");
        await Chromium.ShootAsync(page, "plan-month-zh-light");
        await page.SetViewportSizeAsync(Chromium.DeskWidth, 1000);
        var days = (await page.Locator("[data-day]").EvaluateAllAsync<string[]>("cells => cells.map(cell => cell.dataset.day)")).Select(day => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ToList();

        var closed = days.First(day => day < today || day > due);
        await page.DragAndDropAsync($"[data-item='{id}'] .cap", $"[data-day='{closed:yyyy-MM-dd}']");
        await page.WaitForSelectorAsync("[aria-labelledby=h-day] .f-problem");
        await Chromium.ShootAsync(page, "plan-refused-zh-light");
        await page.SetViewportSizeAsync(Chromium.DeskWidth, 1000);
        var open = days.First(day => day > today && day <= due && day != planned);
        await page.DragAndDropAsync($"[data-item='{id}'] .cap", $"[data-day='{open:yyyy-MM-dd}']");
        await page.WaitForSelectorAsync($"[data-item='{id}']", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });

        await page.GotoAsync($"/inspections/calendar?at={open:yyyy-MM-dd}");
        await page.ClickAsync($"[data-item='{id}'] button");
        await page.FillAsync($"[data-item='{id}'] input[type=date]", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.ClickAsync($"[data-item='{id}'] form button[type=submit]");
        await page.WaitForSelectorAsync($"[data-item='{id}']", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        (await DetailAsync(http, id)).GetProperty("row").GetProperty("plannedDate").GetString().ShouldBe(today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return id;
    }

    private static DateOnly Day(JsonElement row, string name) => DateOnly.ParseExact(row.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<IPage> PhoneAsync(string user, string language, string theme = "light")
    {
        var page = await desk.OpenAsync(language, theme);
        await page.SetViewportSizeAsync(Chromium.PhoneWidth, 844);
        await page.GotoAsync("/m/");
        await page.FillAsync("input[name=user]", user);
        await page.FillAsync("input[name=password]", DemoDesk.Password);
        await page.ClickAsync("form button[type=submit]");
        await page.WaitForSelectorAsync(".m-tabs");
        return page;
    }

    /// <summary>On the first person's phone, with his own account; then closes the pad without signing.</summary>
    private static async Task SecondSignsInAsync(IPage page, string user)
    {
        await page.ClickAsync("[data-sign=other]");
        await page.FillAsync("dialog [name=signer-user]", user);
        await page.FillAsync("dialog [name=signer-password]", "wrong");
        await page.ClickAsync("dialog button[type=submit]");
        await page.WaitForSelectorAsync("dialog .m-problem:not(:empty)");
        await page.FillAsync("dialog [name=signer-password]", DemoDesk.Password);
        await page.ClickAsync("dialog button[type=submit]");
        await page.WaitForSelectorAsync("dialog .m-sign");
        await page.ClickAsync("dialog .m-btn >> nth=2");
        await page.WaitForSelectorAsync("[data-signers] [data-sign]:not([data-sign=other])");
    }

    private static async Task DrawAsync(IPage page, string button)
    {
        await page.ClickAsync(button);
        var box = (await page.Locator("dialog .m-sign").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 20, box.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 120, box.Y + 60, new MouseMoveOptions { Steps = 6 });
        await page.Mouse.UpAsync();
        await page.ClickAsync("dialog [data-action=sign]");
        await page.WaitForSelectorAsync("dialog", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
    }

    private static async Task CompleteAsync(HttpClient http, JsonElement task)
    {
        var now = (await http.GetFromJsonAsync<JsonElement>(new Uri("/api/clock", UriKind.Relative))).GetProperty("siteNowUnixMs").GetInt64();
        var ended = DateTimeOffset.FromUnixTimeMilliseconds(now);
        var steps = task.GetProperty("steps").EnumerateArray().Select(step => new { stepKey = step.GetProperty("key").GetString(), inOrder = true, value = (double?)1 }).ToList();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/inspections/{task.GetProperty("row").GetProperty("id").GetInt32()}/complete")
        {
            Content = JsonContent.Create(new { startedAt = ended.AddMinutes(-20), endedAt = ended, steps }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static Task<JsonElement> DetailAsync(HttpClient http, int id) => http.GetFromJsonAsync<JsonElement>(new Uri($"/api/inspections/{id}", UriKind.Relative));

    private static async Task<List<JsonElement>> ItemsAsync(HttpClient http, string path) =>
        [.. (await http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative))).GetProperty("items").EnumerateArray()];

    private static async Task ShootAsync(IPage page, string name)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RepositoryFolder.Screenshots, name + "-390.png"), FullPage = true });
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth")).ShouldBeLessThanOrEqualTo(0, name + " is wider than the window");
    }
}
