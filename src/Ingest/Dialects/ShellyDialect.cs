using System.Text.Json;
using Facilities.Ingest.Pipeline;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// Shelly, first generation (shelly-api-docs.shelly.cloud/gen1) and the later ones (…/gen2/ComponentsAndServices/Mqtt, …/gen2/General/Notifications):
/// <code>
/// shellies/{id}/relay/0                 on | off | overpower            shellies/{id}/relay/0/power      W
/// shellies/{id}/relay/0/energy          W·min                           shellies/{id}/emeter/0/total     Wh
/// shellies/{id}/sensor/temperature      °C                              shellies/{id}/online             true | false, its will
/// {prefix}/events/rpc                   {"src":…,"method":"NotifyStatus","params":{"ts":s,"switch:0":{"apower":8.9}}}
/// {prefix}/status/switch:0              {"id":0,"output":true,"apower":8.9,…}
/// {prefix}/online                       true | false, its will
/// </code>
/// The prefix is the device's id (<c>shellyplus1pm-…</c>) unless changed; <c>events/rpc</c> is recognised under any prefix.
/// </summary>
internal sealed class ShellyDialect : IDialect
{
    private const string First = "shellies/";

    public string Key => "shelly";

    public bool Claims(string topic)
    {
        if (topic.StartsWith(First, StringComparison.Ordinal))
        {
            var rest = topic.AsSpan(First.Length);
            return rest.IndexOf('/') > 0 && !rest.EndsWith("/command") && !rest.EndsWith("/set");
        }

        if (topic.EndsWith("/events/rpc", StringComparison.Ordinal)) return topic.Length > "/events/rpc".Length;
        var slash = topic.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && topic.StartsWith("shelly", StringComparison.Ordinal)
            && (topic.AsSpan(slash).StartsWith("/status/") || topic.AsSpan(slash) is "/online");
    }

    public DialectOutcome Read(DialectMessage message)
    {
        if (message.Topic.StartsWith(First, StringComparison.Ordinal)) return FirstGeneration(message);
        if (message.Payload.IsEmpty) return DialectOutcome.None;
        if (message.Topic.EndsWith("/events/rpc", StringComparison.Ordinal)) return Notification(message, message.Topic[..^"/events/rpc".Length]);
        var key = message.Levels[0];
        return message.Levels[1] == "online" ? Presence(message, key) : Status(message, key, string.Join('/', message.Levels.Skip(2)));
    }

    private static DialectOutcome Presence(DialectMessage message, string key) =>
        PresencePayload.TryRead(message.Payload.Span, message.IsWill, out var state, out _)
            ? DialectOutcome.Of(new DeviceReading(key) { IsSpeaker = true, Presence = state })
            : DialectOutcome.Unreadable(PayloadFault.NoValues);

    private static DialectOutcome FirstGeneration(DialectMessage message)
    {
        var (key, rest) = (message.Levels[1], message.Levels[2..]);
        if (rest[0] is "announce" or "info" or "settings" or "input_event" || message.Payload.IsEmpty) return DialectOutcome.None;
        if (rest is ["online"]) return Presence(message, key);
        var field = string.Join('.', rest);
        var value = JsonPayload.Scalar(field, JsonPayload.Text(message.Payload.Span));
        // Lights and rollers send a JSON status beside their scalars.
        if (value.Text.StartsWith('{')) return DialectOutcome.None;
        var (unit, kind) = (rest[0], rest[^1]) switch
        {
            (_, "power") => ("W", "power"),
            ("relay" or "meter" or "light" or "roller", "energy") => ("Wmin", "energy"),
            ("emeter", "energy" or "returned_energy") => ("Wmin", "energy"),
            (_, "total" or "total_returned") => ("Wh", "energy"),
            (_, "voltage") => ("V", "voltage"),
            (_, "current") => ("A", "current"),
            (_, "temperature") => ("°C", "temperature"),
            (_, "temperature_f") => ("°F", "temperature"),
            (_, "humidity") => ("%", "humidity"),
            (_, "battery") => ("%", "battery"),
            (_, "lux") => ("lx", "illuminance"),
            _ => ("", ""),
        };
        return DialectOutcome.Of(new DeviceReading(key) { IsSpeaker = true, Fields = [value with { Unit = unit, DeviceClass = kind }] });
    }

    private static DialectOutcome Notification(DialectMessage message, string key)
    {
        using var document = JsonPayload.TryParse(message.Payload, out var fault);
        if (document is null) return DialectOutcome.Unreadable(fault);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("method", out var method)) return DialectOutcome.Unreadable(PayloadFault.NotAnObject);
        // NotifyEvent tells of button pushes and updates, nothing that a point has.
        if (method.GetString() is not ("NotifyStatus" or "NotifyFullStatus")) return DialectOutcome.None;
        if (!root.TryGetProperty("params", out var status) || status.ValueKind != JsonValueKind.Object) return DialectOutcome.Unreadable(PayloadFault.NoValues);
        var reading = new DeviceReading(key) { IsSpeaker = true, TimeUnixMs = status.TryGetProperty("ts", out var ts) ? JsonPayload.Time(ts) : null };
        foreach (var component in status.EnumerateObject())
        {
            if (reading.Fields.Count >= DeviceReading.MostFields) break;
            if (component.Name != "ts") Add(component.Value, component.Name, reading.Fields);
        }

        return DialectOutcome.Of(reading);
    }

    private static DialectOutcome Status(DialectMessage message, string key, string component)
    {
        using var document = JsonPayload.TryParse(message.Payload, out var fault);
        if (document is null) return DialectOutcome.Unreadable(fault);
        var reading = new DeviceReading(key) { IsSpeaker = true };
        Add(document.RootElement, component, reading.Fields);
        return DialectOutcome.Of(reading);
    }

    private static void Add(JsonElement component, string name, List<FieldValue> into)
    {
        // What the device says of itself and its connections is no telemetry of an asset.
        if (name is "sys" or "cloud" or "mqtt" or "ble" or "ws" or "ht_ui" || name.StartsWith("script:", StringComparison.Ordinal)) return;
        var from = into.Count;
        JsonPayload.Flatten(component, name, into);
        for (var i = into.Count - 1; i >= from; i--)
        {
            var leaf = into[i].Field.AsSpan(name.Length).TrimStart('.');
            if (leaf is "id" or "source" || leaf.Contains("by_minute", StringComparison.Ordinal) || leaf.EndsWith("minute_ts")) into.RemoveAt(i);
            else into[i] = into[i] with { Unit = Meaning(leaf).Unit, DeviceClass = Meaning(leaf).Class };
        }
    }

    private static (string Unit, string Class) Meaning(ReadOnlySpan<char> leaf) => leaf switch
    {
        "apower" or "act_power" or "a_act_power" or "b_act_power" or "c_act_power" or "total_act_power" => ("W", "power"),
        "aprt_power" or "a_aprt_power" or "b_aprt_power" or "c_aprt_power" or "total_aprt_power" => ("VA", "apparent_power"),
        "voltage" or "a_voltage" or "b_voltage" or "c_voltage" => ("V", "voltage"),
        "current" or "a_current" or "b_current" or "c_current" or "n_current" or "total_current" => ("A", "current"),
        "freq" or "a_freq" or "b_freq" or "c_freq" => ("Hz", "frequency"),
        "pf" => ("", "power_factor"),
        "aenergy.total" or "ret_aenergy.total" or "total_act_energy" or "total_act" or "a_total_act_energy" or "b_total_act_energy" or "c_total_act_energy" => ("Wh", "energy"),
        "temperature.tC" or "tC" => ("°C", "temperature"),
        "temperature.tF" or "tF" => ("°F", "temperature"),
        "rh" => ("%", "humidity"),
        "rssi" => ("dBm", "signal_strength"),
        "lux" => ("lx", "illuminance"),
        _ => ("", ""),
    };
}
