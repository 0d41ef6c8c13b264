using System.Text.Json;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Intake;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// Zigbee2MQTT (zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages.html) under its usual base topic:
/// <code>
/// zigbee2mqtt/{friendly name}                 {"temperature":27.3,"battery":97,"linkquality":120,"last_seen":…}
/// zigbee2mqtt/{friendly name}/availability    online | {"state":"online"}
/// zigbee2mqtt/bridge/devices                  retained: every device with the units of what it exposes
/// </code>
/// Units are remembered from <c>bridge/devices</c>; the payloads have none.
/// </summary>
internal sealed class Zigbee2MqttDialect(DialectMemory memory) : IDialect
{
    private const string Base = "zigbee2mqtt/";
    private const int MostDevices = 1_000;

    public string Key => "zigbee2mqtt";

    public bool Claims(string topic)
    {
        if (!topic.StartsWith(Base, StringComparison.Ordinal) || topic.Length == Base.Length) return false;
        var name = topic.AsSpan(Base.Length);
        if (name.StartsWith("bridge/")) return name is "bridge/devices";
        // What is written to devices: {name}/set, {name}/set/{attribute}, {name}/get.
        return !name.EndsWith("/set") && !name.EndsWith("/get") && !name.Contains("/set/", StringComparison.Ordinal) && !name.Contains("/get/", StringComparison.Ordinal) && name is not "bridge";
    }

    public DialectOutcome Read(DialectMessage message)
    {
        var name = message.Topic[Base.Length..];
        // An empty retained message: the device was removed.
        if (message.Payload.IsEmpty) return DialectOutcome.None;
        if (name == "bridge/devices") return Devices(message);
        if (name.EndsWith("/availability", StringComparison.Ordinal))
        {
            return PresencePayload.TryRead(message.Payload.Span, message.IsWill, out var state, out _)
                ? DialectOutcome.Of(new DeviceReading(name[..^"/availability".Length]) { Presence = state })
                : DialectOutcome.Unreadable(PayloadFault.NoValues);
        }

        using var document = JsonPayload.TryParse(message.Payload, out var fault);
        if (document is null) return DialectOutcome.Unreadable(fault);
        if (document.RootElement.ValueKind != JsonValueKind.Object) return DialectOutcome.Unreadable(PayloadFault.NotAnObject);
        var reading = new DeviceReading(name) { TimeUnixMs = document.RootElement.TryGetProperty("last_seen", out var seen) ? JsonPayload.Time(seen) : null };
        JsonPayload.Flatten(document.RootElement, "", reading.Fields);
        reading.Fields.RemoveAll(static field => field.Field is "last_seen" or "elapsed" || field.Field.StartsWith("update.", StringComparison.Ordinal) || field.Field.StartsWith("device.", StringComparison.Ordinal));
        var units = Units(message.Place, name);
        for (var i = 0; i < reading.Fields.Count; i++)
        {
            if (units.TryGetValue(reading.Fields[i].Field, out var unit)) reading.Fields[i] = reading.Fields[i] with { Unit = unit, DeviceClass = ClassOf(reading.Fields[i].Field) };
        }

        return DialectOutcome.Of(reading);
    }

    private static string ClassOf(string property) => property switch
    {
        "temperature" or "humidity" or "battery" or "power" or "energy" or "voltage" or "current" or "pressure" or "illuminance" => property,
        "device_temperature" => "temperature",
        _ => "",
    };

    private Dictionary<string, string> Units(string place, string name) =>
        memory.Find(new DialectFact(Key, place, name)) is { } body && JsonSerializer.Deserialize<Dictionary<string, string>>(body) is { } units ? units : [];

    private DialectOutcome Devices(DialectMessage message)
    {
        using var document = JsonPayload.TryParse(message.Payload, out var fault);
        if (document is null) return DialectOutcome.Unreadable(fault);
        if (document.RootElement.ValueKind != JsonValueKind.Array) return DialectOutcome.Unreadable(PayloadFault.NotAnObject);
        var outcome = new DialectOutcome();
        foreach (var device in document.RootElement.EnumerateArray().Take(MostDevices))
        {
            if (device.ValueKind != JsonValueKind.Object || !device.TryGetProperty("friendly_name", out var name) || name.ValueKind != JsonValueKind.String || name.GetString() is not { Length: > 0 and <= 512 } key) continue;
            if (!device.TryGetProperty("definition", out var definition) || definition.ValueKind != JsonValueKind.Object || !definition.TryGetProperty("exposes", out var exposes)) continue;
            var units = new SortedDictionary<string, string>(StringComparer.Ordinal);
            Collect(exposes, units, 0);
            outcome.Facts.Add(new(new DialectFact(Key, message.Place, key), JsonSerializer.Serialize(units)));
        }

        return outcome;
    }

    /// <summary>Exposes are flat (numeric, binary, …) or have features of their own (switch, climate, composite).</summary>
    private static void Collect(JsonElement exposes, SortedDictionary<string, string> units, int depth)
    {
        if (exposes.ValueKind != JsonValueKind.Array || depth > 4) return;
        foreach (var expose in exposes.EnumerateArray())
        {
            if (expose.ValueKind != JsonValueKind.Object) continue;
            if (expose.TryGetProperty("features", out var features)) Collect(features, units, depth + 1);
            if (units.Count < DeviceReading.MostFields && expose.TryGetProperty("property", out var property) && property.GetString() is { Length: > 0 } key
                && expose.TryGetProperty("unit", out var unit) && unit.ValueKind == JsonValueKind.String)
                units[key] = unit.GetString()!;
        }
    }
}
