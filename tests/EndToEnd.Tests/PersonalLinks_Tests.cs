using System.Net.Http.Json;
using System.Text.Json;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.EndToEnd_Tests.Processes;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>Links as they come by SMS, opened in a real browser without an account: a crew's acknowledgement and a reporter's answer.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class PersonalLinks_Tests
{
    [FactNeeding(Need.Chromium)]
    public async Task A_crew_acknowledges_and_a_reporter_answers_by_the_links_of_their_messages()
    {
        await using var gateway = await SmsReceiver.StartAsync();
        using var folder = new TempFolder();
        await using var dashboard = await RunningDashboard.StartAsync(
            folder.Path, speed: 300,
            more: ["--Notify:PublicUrl", "http://facilities.example", "--Notify:Sms:Url", gateway.Address.ToString(), "--Notify:Sms:Secret", "a-secret-of-the-gateway"]);
        await using var chromium = await Chromium.StartAsync();
        using var dispatcher = await SignedInClient.SignInAsync(dashboard.Address, "dispatcher", DemoDesk.Password);
        using var crew = await SignedInClient.SignInAsync(dashboard.Address, "crew", DemoDesk.Password);
        var me = (await ReadAsync(crew.Http, "/api/me")).GetProperty("user").GetInt32();
        var lift = (await ReadAsync(dispatcher.Http, "/api/assets?q=lift-3-2")).GetProperty("items")[0].GetProperty("place").GetProperty("id").GetInt32();
        // A mild one needs no soak: whoever reported it is asked at once, or in the morning.
        var reported = await DispatchedAsync(dispatcher.Http, lift, me, new { family = "levelling", severity = "P4", source = "Resident", reporter = new { name = "王先生", phone = "13800000042", locale = "zh-CN" } });
        foreach (var action in new[] { "Acknowledge", "Arrive", "StartFix", "ReportFixed" }) await ActAsync(crew.Http, reported, new { action });
        // Only now, because a phone takes few messages in ten minutes before they become one, and the demo's hours pass in seconds.
        await SendAsync(HttpMethod.Put, crew.Http, $"/api/users/{me}/contact", new { phone = "13800000041", mail = "", order = new[] { "Sms" }, quietFrom = 0, quietUntil = 0, locale = "zh-CN" });
        var fault = await DispatchedAsync(dispatcher.Http, lift, me, new { family = "door", severity = "P2", mode = "door-wear", source = "Patrol" });

        // Opened twice, as phones do for a preview, in both languages: nothing happens until the button is pressed.
        var acknowledge = await gateway.LinkAsync("13800000041", await NumberAsync(dispatcher.Http, fault), "/a/");
        var page = await OpenAsync(chromium, dashboard.Address, acknowledge, "acknowledge-zh-light", "zh-CN", "light");
        var other = await OpenAsync(chromium, dashboard.Address, acknowledge, "acknowledge-en-dark", "en", "dark");
        (await StateAsync(dispatcher.Http, fault)).ShouldBe("Dispatched");
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync("[role=status]");
        await Chromium.ShootAsync(page, "acknowledge-done-zh-light");
        (await StateAsync(dispatcher.Http, fault)).ShouldBe("Acknowledged");
        await other.ClickAsync("button[type=submit]");
        await other.WaitForSelectorAsync("[role=alert]");
        await Chromium.ShootAsync(other, "acknowledge-used-en-dark");

        var answer = await gateway.LinkAsync("13800000042", await NumberAsync(dispatcher.Http, reported), "/r/");
        var phone = await OpenAsync(chromium, dashboard.Address, answer, "followup-zh-light", "zh-CN", "light");
        var second = await OpenAsync(chromium, dashboard.Address, answer, "followup-en-dark", "en", "dark");
        await phone.CheckAsync("input[name='Input.Solved'][value=true]");
        await phone.CheckAsync("input[name='Input.Stars'][value='5']");
        await phone.FillAsync("textarea", "来得很快");
        await Chromium.ShootAsync(phone, "followup-filled-zh-light");
        await phone.ClickAsync("button[type=submit]");
        await phone.WaitForSelectorAsync("[role=status]");
        await Chromium.ShootAsync(phone, "followup-done-zh-light");

        // A second answer changes nothing and is shown the first.
        await second.CheckAsync("input[name='Input.Solved'][value=false]");
        await second.CheckAsync("input[name='Input.Stars'][value='1']");
        await second.ClickAsync("button[type=submit]");
        await second.WaitForSelectorAsync("[role=status]");
        await Chromium.ShootAsync(second, "followup-used-en-dark");
        (await ReadAsync(dispatcher.Http, $"/api/faults/{reported}")).GetProperty("stars").GetInt32().ShouldBe(5);
    }

    private static async Task<IPage> OpenAsync(Chromium chromium, Uri address, string path, string shot, string language, string theme)
    {
        var page = await chromium.OpenAsync(address, language, theme);
        await page.GotoAsync(path);
        await page.WaitForSelectorAsync("button[type=submit]");
        await Chromium.ShootAsync(page, shot);
        return page;
    }

    private static async Task<int> DispatchedAsync(HttpClient dispatcher, int asset, int crew, object report)
    {
        var fault = (await SendAsync(HttpMethod.Post, dispatcher, $"/api/assets/{asset}/faults", report)).GetProperty("fault").GetInt32();
        // What was closed lately comes back accepted.
        if (await StateAsync(dispatcher, fault) == "Found") await ActAsync(dispatcher, fault, new { action = "Accept" });
        await ActAsync(dispatcher, fault, new { action = "Dispatch", crew });
        return fault;
    }

    private static async Task<string?> StateAsync(HttpClient http, int fault) => (await ReadAsync(http, $"/api/faults/{fault}")).GetProperty("row").GetProperty("state").GetString();

    private static async Task<string> NumberAsync(HttpClient http, int fault) => (await ReadAsync(http, $"/api/faults/{fault}")).GetProperty("row").GetProperty("number").GetString()!;

    private static Task<JsonElement> ReadAsync(HttpClient http, string path) => http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    private static Task<JsonElement> ActAsync(HttpClient http, int fault, object body) => SendAsync(HttpMethod.Post, http, $"/api/faults/{fault}/actions", body);

    private static async Task<JsonElement> SendAsync(HttpMethod method, HttpClient http, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return text.Length > 0 ? JsonDocument.Parse(text).RootElement : default;
    }
}
