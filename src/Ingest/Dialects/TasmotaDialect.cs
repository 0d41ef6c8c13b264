using System.Text.Json;
using Facilities.Ingest.Pipeline;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// Tasmota (tasmota.github.io/docs/MQTT):
/// <code>
/// tele/{topic}/SENSOR   {"Time":local,"ENERGY":{"Power":5,…},"AM2301":{"Temperature":…},"TempUnit":"C"}     every TelePeriod, 300 s
/// tele/{topic}/STATE    {"Time":local,"POWER":"ON","Wifi":{"Signal":-60,…}}
/// tele/{topic}/LWT      Online | Offline                                                                     Offline is its will
/// </code>
/// <c>Time</c> has no zone and its default one is rarely set, so a reading's time is when it was received.
/// </summary>
internal sealed class TasmotaDialect : IDialect
{
    private static readonly Dictionary<string, (string Unit, string Class)> Energy = new(StringComparer.Ordinal)
    {
        ["Total"] = ("kWh", "energy"),
        ["Yesterday"] = ("kWh", ""),
        ["Today"] = ("kWh", ""),
        ["Period"] = ("Wh", ""),
        ["Power"] = ("W", "power"),
        ["ApparentPower"] = ("VA", "apparent_power"),
        ["ReactivePower"] = ("var", "reactive_power"),
        ["Factor"] = ("", "power_factor"),
        ["Frequency"] = ("Hz", "frequency"),
        ["Voltage"] = ("V", "voltage"),
        ["Current"] = ("A", "current"),
    };

    public string Key => "tasmota";

    public bool Claims(string topic) =>
        topic.StartsWith("tele/", StringComparison.Ordinal) && topic.LastIndexOf('/') > "tele/".Length
        && (topic.EndsWith("/SENSOR", StringComparison.Ordinal) || topic.EndsWith("/STATE", StringComparison.Ordinal) || topic.EndsWith("/LWT", StringComparison.Ordinal));

    public DialectOutcome Read(DialectMessage message)
    {
        var key = message.Topic["tele/".Length..message.Topic.LastIndexOf('/')];
        if (message.Levels[^1] == "LWT") return Presence(key, message);
        using var document = JsonPayload.TryParse(message.Payload, out var fault);
        if (document is null) return DialectOutcome.Unreadable(fault);
        if (document.RootElement.ValueKind != JsonValueKind.Object) return DialectOutcome.Unreadable(PayloadFault.NotAnObject);
        var reading = new DeviceReading(key) { IsSpeaker = true };
        JsonPayload.Flatten(document.RootElement, "", reading.Fields);
        var (temperature, pressure) = (Text(document.RootElement, "TempUnit"), Text(document.RootElement, "PressureUnit"));
        reading.Fields.RemoveAll(static field => field.Field is "Time" or "TempUnit" or "PressureUnit" or "Uptime" || field.Field.EndsWith(".TotalStartTime", StringComparison.Ordinal));
        for (var i = 0; i < reading.Fields.Count; i++) reading.Fields[i] = Named(reading.Fields[i], temperature, pressure);
        return DialectOutcome.Of(reading);
    }

    private static DialectOutcome Presence(string key, DialectMessage message)
    {
        if (message.Payload.IsEmpty) return DialectOutcome.None;
        if (!PresencePayload.TryRead(message.Payload.Span, message.IsWill, out var state, out _)) return DialectOutcome.Unreadable(PayloadFault.NoValues);
        return DialectOutcome.Of(new DeviceReading(key) { IsSpeaker = true, Presence = state });
    }

    private static string Text(JsonElement root, string key) => root.TryGetProperty(key, out var unit) && unit.ValueKind == JsonValueKind.String ? unit.GetString()! : "";

    /// <summary>Adds unit and class by the key, which Tasmota doesn't send.</summary>
    private static FieldValue Named(FieldValue field, string temperature, string pressure)
    {
        var parts = field.Field.Split('.');
        // Three-phase meters send arrays: ENERGY.Power.0.
        var name = parts.Length > 2 && int.TryParse(parts[^1], out _) ? parts[^2] : parts[^1];
        if (parts[0] == "ENERGY" && Energy.TryGetValue(name, out var known)) return field with { Unit = known.Unit, DeviceClass = known.Class };
        return (parts[0], name) switch
        {
            (_, "Temperature") or (_, "DewPoint") => field with { Unit = temperature, DeviceClass = "temperature" },
            (_, "Humidity") => field with { Unit = "%", DeviceClass = "humidity" },
            (_, "Pressure") or (_, "SeaPressure") => field with { Unit = pressure, DeviceClass = "atmospheric_pressure" },
            (_, "Illuminance") => field with { Unit = "lx", DeviceClass = "illuminance" },
            (_, "Distance") => field with { Unit = "cm", DeviceClass = "distance" },
            ("Wifi", "Signal") => field with { Unit = "dBm", DeviceClass = "signal_strength" },
            ("Wifi", "RSSI") => field with { Unit = "%" },
            _ => field,
        };
    }
}
