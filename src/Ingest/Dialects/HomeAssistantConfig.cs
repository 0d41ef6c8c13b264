using System.Text.Json;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// Reads Home Assistant's discovery messages (home-assistant.io/integrations/mqtt/#mqtt-discovery) with their abbreviations and the base topic <c>~</c>:
/// one entity per <c>{component}/…/config</c>, several in a <c>device/…/config</c>.
/// </summary>
internal static class HomeAssistantConfig
{
    /// <summary>Components whose state is a value; others command.</summary>
    private static readonly string[] Components = ["sensor", "binary_sensor", "switch", "number"];

    /// <param name="component">Level of the topic: <c>sensor</c> …, or <c>device</c>.</param>
    /// <param name="node">Node level of the topic; empty: none.</param>
    /// <param name="identity">Object level of the topic.</param>
    public static List<HomeAssistantEntity> Read(JsonElement root, string component, string node, string identity)
    {
        var into = new List<HomeAssistantEntity>();
        if (root.ValueKind != JsonValueKind.Object) return into;
        var device = Element(root, "device", "dev");
        var name = device is { } known ? Text(known, "name", "name") ?? "" : "";
        var key = Identity(device) ?? (node.Length > 0 ? node : identity);
        if (component != "device")
        {
            Add(root, root, component, key, name, identity, into);
            return into;
        }

        if (Element(root, "components", "cmps") is not { ValueKind: JsonValueKind.Object } parts) return into;
        foreach (var part in parts.EnumerateObject().Take(DeviceReading.MostFields))
        {
            if (part.Value.ValueKind == JsonValueKind.Object) Add(part.Value, root, Text(part.Value, "platform", "p") ?? "", key, name, part.Name, into);
        }

        return into;
    }

    private static void Add(JsonElement entity, JsonElement root, string component, string device, string name, string field, List<HomeAssistantEntity> into)
    {
        if (!Components.Contains(component)) return;
        var at = Text(entity, "~", "~") ?? Text(root, "~", "~") ?? "";
        var state = Topic(Text(entity, "state_topic", "stat_t") ?? Text(root, "state_topic", "stat_t"), at);
        if (state is not { Length: > 0 and <= 512 }) return;
        var switches = component is "binary_sensor" or "switch";
        var (on, off) = (Text(entity, "state_on", "stat_on") ?? Text(entity, "payload_on", "pl_on") ?? "ON", Text(entity, "state_off", "stat_off") ?? Text(entity, "payload_off", "pl_off") ?? "OFF");
        into.Add(new HomeAssistantEntity(
            device, name, field, state, Text(entity, "value_template", "val_tpl") ?? "", Text(entity, "unit_of_measurement", "unit_of_meas") ?? "", Text(entity, "device_class", "dev_cla") ?? "",
            switches ? on : null, switches ? off : null, Availability(entity, at) is { Count: > 0 } own ? own : Availability(root, at)));
    }

    private static List<HomeAssistantAvailability> Availability(JsonElement element, string at)
    {
        var into = new List<HomeAssistantAvailability>();
        if (Topic(Text(element, "availability_topic", "avty_t"), at) is { Length: > 0 } single)
        {
            into.Add(new(single, Text(element, "payload_available", "pl_avail") ?? "online", Text(element, "payload_not_available", "pl_not_avail") ?? "offline", Text(element, "availability_template", "avty_tpl") ?? ""));
            return into;
        }

        if (Element(element, "availability", "avty") is not { } listed) return into;
        foreach (var item in listed.ValueKind == JsonValueKind.Array ? listed.EnumerateArray().Take(8).ToArray() : [listed])
        {
            if (item.ValueKind == JsonValueKind.Object && Topic(Text(item, "topic", "t"), at) is { Length: > 0 } topic)
                into.Add(new(topic, Text(item, "payload_available", "pl_avail") ?? "online", Text(item, "payload_not_available", "pl_not_avail") ?? "offline", Text(item, "value_template", "val_tpl") ?? ""));
        }

        return into;
    }

    private static string? Identity(JsonElement? device)
    {
        if (device is not { ValueKind: JsonValueKind.Object } known || Element(known, "identifiers", "ids") is not { } ids) return null;
        return ids.ValueKind switch
        {
            JsonValueKind.String => ids.GetString() is { Length: > 0 } text ? text : null,
            JsonValueKind.Array when ids.GetArrayLength() > 0 && ids[0].ValueKind == JsonValueKind.String => ids[0].GetString(),
            _ => null,
        };
    }

    private static string? Topic(string? topic, string at) => topic switch
    {
        null => null,
        ['~', .. var rest] => at + rest,
        [.. var rest, '~'] => rest + at,
        _ => topic,
    };

    private static JsonElement? Element(JsonElement element, string name, string brief) =>
        element.TryGetProperty(name, out var found) || element.TryGetProperty(brief, out found) ? found : null;

    private static string? Text(JsonElement element, string name, string brief) => Element(element, name, brief) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        // payload_on: 1, true.
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => other.GetRawText(),
        _ => null,
    };
}
