using System.Globalization;
using System.Text;
using Facilities.EndToEnd_Tests.Browser;
using Facilities.Mqtt;
using Microsoft.Playwright;

namespace Facilities.EndToEnd_Tests;

/// <summary>A device as it is bought, from its first message to its value on a page, without a line of configuration on our side.</summary>
[Collection(DemoDeskCollection.Name)]
public sealed class Dialects_Tests(DemoDesk desk)
{
    private const string Plug = "plug-77";

    [FactNeeding(Need.Chromium)]
    public async Task A_tasmota_plug_behind_a_gateway_is_adopted_with_the_suggested_mapping_and_its_power_shows()
    {
        var admin = await desk.SignInAsync("admin", "en");
        await admin.GotoAsync("/intake");
        await admin.ClickAsync("section[aria-labelledby=h-access] button:has-text('New credential')");
        await admin.SelectOptionAsync("section[aria-labelledby=h-access] form select", "wanghai");
        await admin.FillAsync("section[aria-labelledby=h-access] form .grow input", "wanghai-gw-77");
        await admin.ClickAsync("section[aria-labelledby=h-access] form .f-btn.p");
        var secret = await admin.InputValueAsync(".f-secret input");
        await admin.ClickAsync(".f-snippet summary:text-is('Tasmota')");
        var port = (await desk.DashboardAsync()).MqttPort.ToString(CultureInfo.InvariantCulture);
        (await admin.InputValueAsync(".f-snippet[open] textarea")).ShouldBe($"Backlog MqttHost 127.0.0.1; MqttPort {port}; MqttUser wanghai-gw-77; MqttPassword {secret}; Topic ASSET; SensorRetain 0");
        await Chromium.ShootAsync(admin, "credential-en-light");
        await admin.ClickAsync("button:has-text('I have kept it')");

        // The page stays open while the plug reports for the first time.
        await PublishAsync(secret, 40);
        var row = admin.Locator($"section[aria-labelledby=h-quarantine] tr:has-text('{Plug}')").First;
        await row.WaitForAsync();
        await row.Locator("button:has-text('Adopt')").ClickAsync();
        var form = admin.Locator("form[data-map]");
        await form.WaitForAsync();
        (await admin.Locator(".f-payload pre").InnerTextAsync()).ShouldContain("\"Power\":40");
        (await form.Locator("select >> nth=1").InputValueAsync()).ShouldBe("lighting-circuit");
        (await Point(form, "ENERGY.Power").InputValueAsync()).ShouldBe("power_w");
        (await Point(form, "ENERGY.Factor").InputValueAsync()).ShouldBe("");
        (await form.Locator("tr:has-text('ENERGY.Current') td:last-child").InnerTextAsync()).ShouldBe("0.18 A");

        // Another scale is seen at once; what was suggested is put back.
        await form.Locator("[aria-label='Scale of ENERGY.Current']").FillAsync("10");
        await form.Locator("[aria-label='Scale of ENERGY.Current']").PressAsync("Tab");
        await form.Locator("tr:has-text('ENERGY.Current') td:last-child b:text-is('1.8 A')").WaitForAsync();
        await form.Locator("[aria-label='Scale of ENERGY.Current']").FillAsync("1");

        await form.Locator(".f-inline .grow input >> nth=0").FillAsync("七号楼梯灯");
        await form.Locator(".f-inline .grow input >> nth=1").FillAsync("Stair light 7");
        await Chromium.ShootAsync(admin, "dialect-adopt-en-light");
        await form.Locator(".f-btn.p").ClickAsync();
        await row.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
        var mapping = admin.Locator($"section[aria-labelledby=h-mappings] tr:has-text('{Plug}')");
        await mapping.WaitForAsync();
        await mapping.Locator("summary").ClickAsync();
        await mapping.Locator("li:has-text('ENERGY.Power'):has-text('Power')").WaitForAsync();

        // Patterns of plain topics, beside it: one that can't be is refused with what to do.
        await admin.ClickAsync("section[aria-labelledby=h-patterns] button:has-text('New topic pattern')");
        await admin.FillAsync("form[data-pattern] input", "plc/#");
        await admin.ClickAsync("form[data-pattern] .f-btn.p");
        await admin.Locator("section[aria-labelledby=h-patterns] .f-problem:has-text('write it like sensors/{device}/{field}')").WaitForAsync();
        await admin.FillAsync("form[data-pattern] input", "plc/{device}/{field}");
        await admin.PressAsync("form[data-pattern] input", "Enter");
        await admin.Locator("section[aria-labelledby=h-patterns] td:has-text('plc/{device}/{field}')").WaitForAsync();
        await Chromium.ShootAsync(admin, "mappings-en-light");

        await PublishAsync(secret, 57);
        var asset = await desk.SignInAsync("admin", "zh-CN", "dark");
        await asset.GotoAsync($"/assets/wanghai/{Plug}");
        await asset.Locator(".f-vs li:has-text('功率') b:has-text('57')").WaitForAsync();
        await PublishAsync(secret, 61);
        await asset.Locator(".f-vs li:has-text('功率') b:has-text('61')").WaitForAsync();
        await Chromium.ShootAsync(asset, "dialect-asset-zh-dark");

        // Forgotten, it waits again, and the asset is suggested by its name.
        await mapping.Locator("button:has-text('Remove')").ClickAsync();
        await mapping.Locator("button:has-text('Remove now')").ClickAsync();
        await mapping.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
    }

    private static ILocator Point(ILocator form, string field) => form.Locator($"[aria-label='Point of {field}']");

    /// <summary>As the plug's firmware sends it, over the gateway's connection; acknowledged when this returns.</summary>
    private async Task PublishAsync(string secret, int watts)
    {
        await using var gateway = new MqttClient(new MqttClientOptions { Port = (await desk.DashboardAsync()).MqttPort, ClientId = "gateway-77", Username = "wanghai-gw-77", Password = secret });
        await gateway.ConnectAsync();
        var payload = string.Create(CultureInfo.InvariantCulture, $$$"""{"Time":"2022-01-11T21:57:38","ENERGY":{"TotalStartTime":"2020-10-21T22:15:00","Total":3.705,"Yesterday":0.028,"Today":0.026,"Power":{{{watts}}},"Factor":0.98,"Voltage":231,"Current":0.18}}""");
        ((int)await gateway.PublishAsync($"tele/{Plug}/SENSOR", Encoding.UTF8.GetBytes(payload))).ShouldBeLessThan(0x80);
        await gateway.DisconnectAsync();
    }
}
