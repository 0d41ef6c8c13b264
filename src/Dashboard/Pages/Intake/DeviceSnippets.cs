using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Facilities.Operations.Intake;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>
/// What to paste into a device or tool so that it signs in with a credential that was just made. Words in capitals (ASSET, POINT, VALUE) are to be
/// replaced where the credential speaks for more than one asset. Options: mosquitto.org/man/mosquitto_pub-1.html, nodered.org (nodes mqtt out and
/// mqtt-broker), esphome.io/components/mqtt, tasmota.github.io/docs/MQTT and …/docs/TLS. Pure.
/// </summary>
internal sealed class DeviceSnippets(DeviceDoor door, NewDeviceAccess access, string? site, string? asset, AssetTemplate? template)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string Device => asset ?? "ASSET";

    public string Topic => $"fm/v1/{site ?? "SITE"}/{Device}/telemetry";

    /// <summary>A value in the middle of what is usual for the first point that has such a range, so that a try alarms nobody.</summary>
    public string Payload
    {
        get
        {
            var usual = template?.Points.FirstOrDefault(static point => point is { Diagnostic: false, NormalMin: not null, NormalMax: not null, Definition.Kind: PointKind.Number });
            return usual is null ? """{"values":{"POINT":VALUE}}"""
                : string.Create(CultureInfo.InvariantCulture, $$$"""{"values":{"{{{usual.Definition.Key}}}":{{{(usual.NormalMin!.Value + usual.NormalMax!.Value) / 2:G4}}}}}""");
        }
    }

    /// <summary>Everything a client needs to connect, as one address.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{(door.IsTls ? "mqtts" : "mqtt")}://{Uri.EscapeDataString(access.UserName)}:{Uri.EscapeDataString(access.Secret)}@{HostInAddress}:{door.Port}");

    public string Mosquitto => string.Create(
        CultureInfo.InvariantCulture,
        $"mosquitto_pub -h {door.Host} -p {door.Port}{(door.IsTls ? " --tls-use-os-certs" : "")} -u {Quoted(access.UserName)} -P {Quoted(access.Secret)} -q 1 -t {Quoted(Topic)} -m {Quoted(Payload)}");

    /// <summary>A flow to import: a button, and the broker with its credentials.</summary>
    public string NodeRed
    {
        get
        {
            var broker = new JsonObject
            {
                ["id"] = "facilities-broker",
                ["type"] = "mqtt-broker",
                ["name"] = "Facilities",
                ["broker"] = door.Host,
                ["port"] = door.Port.ToString(CultureInfo.InvariantCulture),
                ["tls"] = door.IsTls ? "facilities-tls" : "",
                ["usetls"] = door.IsTls,
                ["clientid"] = "",
                ["autoConnect"] = true,
                ["protocolVersion"] = "5",
                ["keepalive"] = "60",
                ["cleansession"] = true,
                ["credentials"] = new JsonObject { ["user"] = access.UserName, ["password"] = access.Secret },
            };
            var flow = new JsonArray(
                new JsonObject
                {
                    ["id"] = "facilities-send",
                    ["type"] = "inject",
                    ["name"] = "",
                    ["props"] = new JsonArray(new JsonObject { ["p"] = "payload" }),
                    ["payload"] = Payload,
                    ["payloadType"] = "str",
                    ["x"] = 140,
                    ["y"] = 80,
                    ["wires"] = new JsonArray(new JsonArray("facilities-out")),
                },
                new JsonObject
                {
                    ["id"] = "facilities-out",
                    ["type"] = "mqtt out",
                    ["name"] = "",
                    ["topic"] = Topic,
                    ["qos"] = "1",
                    ["retain"] = "false",
                    ["broker"] = "facilities-broker",
                    ["x"] = 360,
                    ["y"] = 80,
                    ["wires"] = new JsonArray(),
                },
                broker);
            if (door.IsTls) flow.Add((JsonNode)new JsonObject { ["id"] = "facilities-tls", ["type"] = "tls-config", ["name"] = "Facilities", ["verifyservercert"] = true });
            return flow.ToJsonString(Indented);
        }
    }

    /// <summary>Its sensors announce themselves as Home Assistant's do.</summary>
    public string EspHome
    {
        get
        {
            var text = new StringBuilder("mqtt:\n");
            text.Append(CultureInfo.InvariantCulture, $"  broker: {Text(door.Host)}\n  port: {door.Port}\n  username: {Text(access.UserName)}\n  password: {Text(access.Secret)}\n");
            if (door.IsTls) text.Append("  certificate_authority: !secret mqtt_ca\n");
            return text.Append("  discovery: true").ToString();

            // A JSON string is a YAML string.
            static string Text(string value) => JsonSerializer.Serialize(value, Indented);
        }
    }

    /// <summary>For its console. Values are sent without RETAIN, with which they would count as ones that may be old.</summary>
    public string Tasmota => string.Create(
        CultureInfo.InvariantCulture,
        $"Backlog {(door.IsTls ? "SetOption103 1; " : "")}MqttHost {door.Host}; MqttPort {door.Port}; MqttUser {access.UserName}; MqttPassword {access.Secret}; Topic {Device}; SensorRetain 0");

    private string HostInAddress => door.Host.Contains(':', StringComparison.Ordinal) ? $"[{door.Host}]" : door.Host;

    /// <summary>For a POSIX shell.</summary>
    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
