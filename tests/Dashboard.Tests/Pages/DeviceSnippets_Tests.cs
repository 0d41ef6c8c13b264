using System.Text.Json;
using Facilities.Dashboard.Pages.Intake;
using Facilities.Ingest.Hosting;
using Facilities.Operations.Intake;
using Facilities.Operations.Notifications;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>What is pasted into devices and tools after a credential was made.</summary>
public sealed class DeviceSnippets_Tests
{
    private static readonly AssetTemplateCatalog Templates = AssetTemplateCatalog.Load();
    private static readonly DeviceDoor Plain = new("meters.example", 1883, false, false);
    private static readonly DeviceDoor Tls = new("meters.example", 8883, true, false);

    [Fact]
    public void An_assets_own_credential_sends_to_its_own_topic_a_value_that_is_usual()
    {
        var snippets = new DeviceSnippets(Plain, new NewDeviceAccess(1, "wanghai-light-1", "s3cret", null), "wanghai", "light-1", Templates["lighting-circuit"]);
        snippets.Mosquitto.ShouldBe("mosquitto_pub -h meters.example -p 1883 -u 'wanghai-light-1' -P 's3cret' -q 1 -t 'fm/v1/wanghai/light-1/telemetry' -m '{\"values\":{\"voltage_v\":216.5}}'");
        snippets.Tasmota.ShouldBe("Backlog MqttHost meters.example; MqttPort 1883; MqttUser wanghai-light-1; MqttPassword s3cret; Topic light-1; SensorRetain 0");
        snippets.Address.ShouldBe("mqtt://wanghai-light-1:s3cret@meters.example:1883");
        snippets.EspHome.ShouldBe("mqtt:\n  broker: \"meters.example\"\n  port: 1883\n  username: \"wanghai-light-1\"\n  password: \"s3cret\"\n  discovery: true");
    }

    [Fact]
    public void With_tls_every_snippet_uses_it()
    {
        var snippets = new DeviceSnippets(Tls, new NewDeviceAccess(1, "wanghai", "s3cret", null), "wanghai", null, null);
        snippets.Mosquitto.ShouldContain("-p 8883 --tls-use-os-certs ");
        snippets.Mosquitto.ShouldContain("-t 'fm/v1/wanghai/ASSET/telemetry' -m '{\"values\":{\"POINT\":VALUE}}'");
        snippets.Tasmota.ShouldStartWith("Backlog SetOption103 1; MqttHost meters.example; MqttPort 8883;");
        snippets.EspHome.ShouldContain("certificate_authority: !secret mqtt_ca");
        snippets.Address.ShouldBe("mqtts://wanghai:s3cret@meters.example:8883");
        var flow = JsonDocument.Parse(snippets.NodeRed).RootElement.EnumerateArray().ToDictionary(static node => node.GetProperty("type").GetString()!);
        flow.Keys.ShouldBe(["inject", "mqtt out", "mqtt-broker", "tls-config"], ignoreOrder: true);
        var broker = flow["mqtt-broker"];
        (broker.GetProperty("usetls").GetBoolean(), broker.GetProperty("tls").GetString()).ShouldBe((true, flow["tls-config"].GetProperty("id").GetString()));
        broker.GetProperty("credentials").GetProperty("password").GetString().ShouldBe("s3cret");
        flow["mqtt out"].GetProperty("broker").GetString().ShouldBe(broker.GetProperty("id").GetString());
        flow["mqtt out"].GetProperty("topic").GetString().ShouldBe("fm/v1/wanghai/ASSET/telemetry");
    }

    [Fact]
    public void A_user_name_is_quoted_as_each_tool_needs_it()
    {
        var snippets = new DeviceSnippets(Plain, new NewDeviceAccess(1, "Wang's \"gate\"", "s", null), null, null, null);
        snippets.Mosquitto.ShouldContain("-u 'Wang'\\''s \"gate\"' ");
        snippets.Topic.ShouldBe("fm/v1/SITE/ASSET/telemetry");
        snippets.EspHome.ShouldContain("username: \"Wang's \\\"gate\\\"\"");
        snippets.Address.ShouldStartWith("mqtt://Wang%27s%20%22gate%22:s@");
        JsonDocument.Parse(snippets.NodeRed).RootElement.GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public void The_host_is_the_public_address_else_the_pages_and_the_port_what_is_open()
    {
        var page = new Uri("http://10.0.0.5:5080/");
        DeviceDoor.Of(new FacilitiesSettings(), new BoundEndpoints(), page).ShouldBe(new DeviceDoor("10.0.0.5", 1883, false, true));
        var settings = new FacilitiesSettings
        {
            Notify = new NotificationSettings { PublicUrl = new Uri("https://fm.example.cn/x/") },
            Mqtt = new MqttSettings { Address = System.Net.IPAddress.Any },
        };
        DeviceDoor.Of(settings, new BoundEndpoints(), page).ShouldBe(new DeviceDoor("fm.example.cn", 1883, false, false));
    }
}
