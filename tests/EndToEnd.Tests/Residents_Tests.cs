using System.Net.Http.Json;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>A resident with a phone in hand, before a lift's QR code: reports without an account, follows the report, and rates it when it is solved.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class Residents_Tests(DemoDesk desk)
{
    [FactNeeding(Need.Chromium)]
    public async Task A_resident_reports_by_the_QR_code_follows_it_and_rates_it()
    {
        var page = await desk.OpenAsync("zh-CN");
        await page.SetViewportSizeAsync(Chromium.PhoneWidth, 844);
        await page.GotoAsync("/q/jinxiu/lift-3-2?size=large");
        await page.WaitForSelectorAsync("a.sos[href='tel:96333']");
        await Chromium.ShootAsync(page, "resident-form-large-zh-light");
        await page.GotoAsync("/q/jinxiu/lift-3-2");
        await page.CheckAsync("input[name='Input.Family'][value=guide]");
        await page.FillAsync("textarea", "上行时有异响");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "lift.png", MimeType = "image/png", Buffer = await page.ScreenshotAsync() });
        // A form sent faster than a person fills it in is refused.
        await page.WaitForTimeoutAsync(1_200);
        await Chromium.ShootAsync(page, "resident-form-zh-light");
        await page.ClickAsync("form.rep button[type=submit]");
        await page.WaitForURLAsync("**/s/*");
        await page.WaitForSelectorAsync("[role=status]");
        await Chromium.ShootAsync(page, "resident-status-zh-light");
        var status = page.Url;
        var number = await page.InnerTextAsync(".ttl .code");

        using var dispatcher = await desk.ApiAsync("dispatcher");
        using var crew = await desk.ApiAsync("crew");
        var fault = (await ReadAsync(dispatcher.Http, "/api/faults?q=" + number)).GetProperty("items").EnumerateArray().First(row => row.GetProperty("number").GetString() == number).GetProperty("id").GetInt32();
        (await ReadAsync(dispatcher.Http, $"/api/faults/{fault}/files")).GetArrayLength().ShouldBe(1);
        var me = (await ReadAsync(crew.Http, "/api/me")).GetProperty("user").GetInt32();
        // A mild one needs no soak: whoever reported it is asked at once.
        foreach (var body in new object[] { new { action = "Accept" }, new { action = "ChangeSeverity", severity = "P4" }, new { action = "Dispatch", crew = me } }) await ActAsync(dispatcher.Http, fault, body);
        foreach (var action in new[] { "Acknowledge", "Arrive", "StartFix", "ReportFixed" }) await ActAsync(crew.Http, fault, new { action });

        var rate = page.Locator("a[href^='/r/']");
        for (var tries = 0; tries < 60 && await rate.CountAsync() == 0; tries++)
        {
            await page.WaitForTimeoutAsync(500);
            await page.GotoAsync(status);
        }

        await Chromium.ShootAsync(page, "resident-fixed-zh-light");
        await rate.ClickAsync();
        await page.CheckAsync("input[name='Input.Solved'][value=true]");
        await page.CheckAsync("input[name='Input.Stars'][value='5']");
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync("[role=status]");
        (await ReadAsync(dispatcher.Http, $"/api/faults/{fault}")).GetProperty("stars").GetInt32().ShouldBe(5);
    }

    [FactNeeding(Need.Chromium)]
    public async Task Who_is_no_person_is_refused_and_what_is_not_there_says_so()
    {
        var page = await desk.OpenAsync("en", "dark");
        (await page.GotoAsync("/q/jinxiu/no-such-lift"))!.Status.ShouldBe(410);
        (await page.GotoAsync("/s/nonsense"))!.Status.ShouldBe(410);
        await page.GotoAsync("/q/jinxiu/lift-3-2");
        await page.CheckAsync("input[name='Input.Family'][value=unexplained]");
        await page.EvaluateAsync("() => { document.querySelector(\"input[name='Input.Website']\").value = 'http://spam.example'; }");
        await page.WaitForTimeoutAsync(1_200);
        await page.ClickAsync("form.rep button[type=submit]");
        await page.WaitForSelectorAsync(".f-problem");
        await Chromium.ShootAsync(page, "resident-refused-en-dark");
    }

    private static Task<JsonElement> ReadAsync(HttpClient http, string path) => http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    private static async Task ActAsync(HttpClient http, int fault, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/faults/{fault}/actions") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
