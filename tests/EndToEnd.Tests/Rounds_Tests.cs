using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
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
        var task = (await Rest.ItemsAsync(crew.Http, "/api/crew/inspections")).Single(item => item.GetProperty("row").GetProperty("id").GetInt32() == id);
        var place = task.GetProperty("row").GetProperty("place");
        var page = await PhoneAsync("crew", "zh-CN");
        await page.ClickAsync(".m-tabs a >> nth=1");
        await page.WaitForSelectorAsync($"[data-round='{id}']");
        await Phone.ShootAsync(page, "phone-rounds-zh-light");
        await page.ClickAsync($"[data-round='{id}']");
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => undefined)");
        await page.ClickAsync("[data-action=begin]");
        await Phone.CodeAsync(page, "elsewhere/" + place.GetProperty("code").GetString());
        await page.WaitForSelectorAsync(".m-card .m-problem:has-text('不是这台设备的码')");
        await Phone.CodeAsync(page, $"{place.GetProperty("siteCode").GetString()}/{place.GetProperty("code").GetString()}");
        await page.WaitForSelectorAsync(".m-steps li.done .code");
        await Phone.SecondSignsInAsync(page, "crew2");

        await page.Context.SetOfflineAsync(true);
        var steps = task.GetProperty("steps").EnumerateArray().ToList();
        await Phone.AnswerAsync(page, steps, "7.5");

        await page.FillAsync("[data-asks=value-leveling]", "14");
        await page.WaitForSelectorAsync("[data-step=leveling].bad .m-problem:has-text('超出限值')");
        await page.SetInputFilesAsync("[data-photo=step-pit]", new FilePayload { Name = "pit.png", MimeType = "image/png", Buffer = await page.ScreenshotAsync() });
        await page.WaitForSelectorAsync("[data-step=pit] .m-photos img");
        // A phone that is switched off and on again: what was filled in comes from the phone alone.
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("[data-step=leveling].bad");
        (await page.InputValueAsync("[data-asks=value-leveling]")).ShouldBe("14");
        await Phone.ShootAsync(page, "phone-round-offline-zh-light");
        await Phone.DrawAsync(page);
        await page.FillAsync("[data-asks=note]", "平层偏差，待调整");
        await Phone.RecordAsync(page);
        await Phone.ShootAsync(page, "phone-round-recorded-zh-light");
        (await DetailAsync(crew.Http, id)).GetProperty("row").GetProperty("state").GetString().ShouldNotBe("Done");

        await page.Context.SetOfflineAsync(false);
        await Phone.UntilSentAsync(page);

        var record = await DetailAsync(crew.Http, id);
        record.GetProperty("row").GetProperty("state").GetString().ShouldBeOneOf("Done", "DoneLate");
        record.GetProperty("note").GetString().ShouldBe("平层偏差，待调整");
        record.GetProperty("signedBy").GetArrayLength().ShouldBe(2);
        record.GetProperty("doubts").GetArrayLength().ShouldBe(0);
        record.GetProperty("files").GetArrayLength().ShouldBe(2, "the pit's photo and the drawn signature");
        record.GetProperty("scans").GetArrayLength().ShouldBe(1);
        record.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("key").GetString() == "leveling").GetProperty("value").GetDouble().ShouldBe(14);
        var faults = await Rest.ItemsAsync(crew.Http, $"/api/faults?asset={place.GetProperty("id").GetInt32()}");
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
        var task = (await Rest.ItemsAsync(crew.Http, "/api/crew/inspections"))[0];
        var id = task.GetProperty("row").GetProperty("id").GetInt32();
        var page = await PhoneAsync("crewfire", "en", "dark");
        await Phone.OpenRoundAsync(page, id);
        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync("[data-action=begin]");
        await Phone.AnswerAsync(page, task.GetProperty("steps").EnumerateArray(), "1");

        await Phone.RecordAsync(page);
        await CompleteAsync(crew.Http, task);
        await page.Context.SetOfflineAsync(false);
        await page.WaitForSelectorAsync(".m-strip.bad", new PageWaitForSelectorOptions { Timeout = 60_000 });

        await page.ClickAsync(".m-strip.bad");
        await page.WaitForSelectorAsync("[data-unsent=action] .m-problem");
        (await page.InnerTextAsync("[data-unsent=action] .m-problem")).ShouldNotContain("inspection.");
        await Phone.ShootAsync(page, "phone-round-refused-en-dark");
        page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await page.ClickAsync("[data-unsent=action] .dng");
        await page.GotoAsync($"/m/#/round/{id}");
        await page.WaitForSelectorAsync(".m-card.bad:has-text('still on this phone')");
        (await page.Locator("[data-answer=ok].on").CountAsync()).ShouldBe(task.GetProperty("steps").GetArrayLength());
        await Phone.ShootAsync(page, "phone-round-kept-en-dark");
    }

    /// <summary>A manager drags a visit to a day that the law doesn't leave open, then to one that it does, and at last gives it today by its form.</summary>
    private async Task<int> PlanAsync(HttpClient http)
    {
        var today = await Rest.TodayAsync(http);
        var row = (await Rest.ItemsAsync(http, "/api/inspections?template=elevator-half-month")).First(item => item.GetProperty("state").GetString() == "Planned" && Rest.Day(item, "earliestOn") <= today && Rest.Day(item, "plannedDate") > today);
        var (id, planned, due) = (row.GetProperty("id").GetInt32(), Rest.Day(row, "plannedDate"), Rest.Day(row, "dueDate"));
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
        await page.FillAsync($"[data-item='{id}'] input[type=date]", Rest.Iso(today));
        await page.ClickAsync($"[data-item='{id}'] form button[type=submit]");
        await page.WaitForSelectorAsync($"[data-item='{id}']", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        (await DetailAsync(http, id)).GetProperty("row").GetProperty("plannedDate").GetString().ShouldBe(Rest.Iso(today));
        return id;
    }

    private async Task<IPage> PhoneAsync(string user, string language, string theme = "light")
    {
        var page = await desk.OpenAsync(language, theme);
        await Phone.SignInAsync(page, user);
        return page;
    }

    private static async Task CompleteAsync(HttpClient http, JsonElement task)
    {
        var ended = await Rest.NowAsync(http);
        var steps = task.GetProperty("steps").EnumerateArray().Select(step => new { stepKey = step.GetProperty("key").GetString(), inOrder = true, value = (double?)1 }).ToList();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/inspections/{task.GetProperty("row").GetProperty("id").GetInt32()}/complete")
        {
            Content = JsonContent.Create(new { startedAt = ended.AddMinutes(-20), endedAt = ended, steps }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private static Task<JsonElement> DetailAsync(HttpClient http, int id) => Rest.GetAsync(http, $"/api/inspections/{id}");
}
