using System.Text;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Pages.Intake;
using Facilities.Dashboard.Tests.Localization;
using Facilities.Dashboard.Tests.Support;
using Facilities.Operations;
using Facilities.Operations.Intake;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>What the page of telemetry intake says of devices of other dialects, and of a secret.</summary>
public sealed class IntakePages_Tests(EmptyHost host) : IClassFixture<EmptyHost>
{
    [Fact]
    public async Task A_strange_device_comes_with_its_payload_the_type_guessed_and_a_point_for_each_field()
    {
        foreach (var language in new[] { "zh-CN", "en" })
        {
            using var culture = new UseCulture(language);
            var row = await StrangeAsync("plug-" + language.ToLowerInvariant());
            await using var rendering = new PageRendering(host.Services, PageRendering.UserAsync(host.Services, "admin"), "/intake");

            var html = await rendering.SettledAsync(typeof(MapForm), new() { [nameof(MapForm.Adoption)] = new Adoption(row), [nameof(MapForm.Communities)] = Array.Empty<FilterOption>() });

            html.ShouldContain("&quot;Power&quot;:5");
            html.ShouldContain("value=\"lighting-circuit\" selected");
            html.ShouldContain("value=\"power_w\" selected");
            html.ShouldContain("5 W");
            html.ShouldContain("ENERGY.Factor");
            html.ShouldContain(ResourceFiles.Read("IntakeText", language)["map.leftOut"]);
            html.ShouldNotContain("role=\"alert\"");
        }
    }

    [Fact]
    public async Task A_device_that_somebody_adopted_meanwhile_is_said_to_be_gone()
    {
        using var culture = new UseCulture("en");
        var row = await StrangeAsync("plug-gone");
        await host.Services.GetRequiredService<FacilitiesWriter>().WriteAsync(async (unit, token) => unit.Db.Quarantine.Remove((await unit.Db.Quarantine.FindAsync([row.Id], token))!), default);
        await using var rendering = new PageRendering(host.Services, PageRendering.UserAsync(host.Services, "admin"), "/intake");

        var html = await rendering.SettledAsync(typeof(MapForm), new() { [nameof(MapForm.Adoption)] = new Adoption(row), [nameof(MapForm.Communities)] = Array.Empty<FilterOption>() });

        html.ShouldContain("role=\"alert\"");
        html.ShouldContain(ResourceFiles.Read("IntakeText", "en")["form.cancel"]);
    }

    [Fact]
    public async Task A_new_secret_comes_with_a_code_to_scan_and_texts_to_paste()
    {
        using var culture = new UseCulture("en");
        await using var rendering = new PageRendering(host.Services, PageRendering.UserAsync(host.Services, "admin"), "/intake");

        var html = await rendering.SettledAsync(typeof(AccessSecret), new() { [nameof(AccessSecret.Made)] = new NewDeviceAccess(1, "wanghai", "0123abcd", null), [nameof(AccessSecret.Site)] = "wanghai" });

        html.ShouldContain("value=\"0123abcd\"");
        html.ShouldContain(ResourceFiles.Read("IntakeText", "en")["access.qr"]);
        html.ShouldContain("<svg");
        foreach (var tool in new[] { "mosquitto_pub", "Node-RED", "ESPHome", "Tasmota" }) html.ShouldContain($"<summary>{tool}</summary>");
        html.ShouldContain("MqttUser wanghai; MqttPassword 0123abcd;");
        html.ShouldContain(ResourceFiles.Read("IntakeText", "en")["access.local"]);
    }

    /// <summary>As the ledger keeps what the Tasmota dialect read.</summary>
    private async Task<QuarantineRow> StrangeAsync(string key)
    {
        var device = new QuarantinedDevice
        {
            Dialect = "tasmota",
            DeviceKey = key,
            Reason = "device-unmapped",
            Topic = $"tele/{key}/SENSOR",
            Messages = 1,
            Sample = Encoding.UTF8.GetBytes("""{"Time":"2022-01-11T21:57:38","ENERGY":{"Power":5,"Factor":1.00,"Voltage":233,"Current":0.021}}"""),
            Fields = [new("ENERGY.Power", "5", "W", "power"), new("ENERGY.Factor", "1", "", "power_factor"), new("ENERGY.Voltage", "233", "V", "voltage"), new("ENERGY.Current", "0.021", "A", "current")],
        };
        await host.Services.GetRequiredService<FacilitiesWriter>().WriteAsync((unit, _) => Task.FromResult(unit.Db.Quarantine.Add(device)), default);
        var rows = await host.Services.GetRequiredService<IntakeQueries>().QuarantineAsync(Domain.Access.Scope.Everything, new Paging(0, 100), default);
        return rows.Items.Single(row => row.DeviceKey == key);
    }
}
