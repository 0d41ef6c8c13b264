using System.Text.Json;
using Facilities.Ingest.Pipeline;
using Facilities.Storage.Journal;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// ThingsBoard's device API (thingsboard.io/docs/reference/mqtt-api) and gateway API (…/gateway-mqtt-api):
/// <code>
/// v1/devices/me/telemetry | v2/t     {"k":v} | {"ts":ms,"values":{"k":v}} | [ … ]     the credential's asset
/// v1/devices/me/attributes | v2/a    {"k":v}
/// v1/gateway/telemetry               {"Device A":[{"ts":ms,"values":{"k":v}}]}        devices of the credential's site
/// v1/gateway/attributes              {"Device A":{"k":v}}
/// v1/gateway/connect | disconnect    {"device":"Device A"}
/// </code>
/// These topics are the same for every device, so nothing sent on them goes to subscribers.
/// </summary>
internal sealed class ThingsBoardDialect : IDialect
{
    public string Key => "thingsboard";

    public bool Claims(string topic) =>
        topic.StartsWith("v1/devices/me/", StringComparison.Ordinal) || topic.StartsWith("v1/gateway/", StringComparison.Ordinal) || topic is "v2/t" or "v2/a";

    public DialectOutcome Read(DialectMessage message) => message.Topic switch
    {
        "v1/devices/me/telemetry" or "v2/t" or "v1/devices/me/attributes" or "v2/a" => WithDocument(message, Own),
        // One asset's credential can't speak for others.
        _ when message.Asset is not null && message.Topic.StartsWith("v1/gateway/", StringComparison.Ordinal) => DialectOutcome.Refused,
        "v1/gateway/telemetry" or "v1/gateway/attributes" => WithDocument(message, Gateway),
        "v1/gateway/connect" => WithDocument(message, static (_, root) => Presence(root, PresenceState.Online)),
        "v1/gateway/disconnect" => WithDocument(message, static (_, root) => Presence(root, PresenceState.Offline)),
        _ => DialectOutcome.Swallowed,
    };

    private static DialectOutcome WithDocument(DialectMessage message, Func<DialectMessage, JsonElement, DialectOutcome> read)
    {
        using var document = JsonPayload.TryParse(message.Payload, out var fault);
        return document is null ? DialectOutcome.Unreadable(fault) : read(message, document.RootElement);
    }

    private static DialectOutcome Own(DialectMessage message, JsonElement root)
    {
        var outcome = new DialectOutcome { Route = false };
        return Readings(root, message.Speaker, isSpeaker: true, outcome.Devices) is var fault and not PayloadFault.None ? DialectOutcome.Unreadable(fault) : outcome;
    }

    private static DialectOutcome Gateway(DialectMessage message, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return DialectOutcome.Unreadable(PayloadFault.NotAnObject);
        var outcome = new DialectOutcome { Route = false };
        var devices = 0;
        foreach (var device in root.EnumerateObject())
        {
            if (device.Name.Length == 0) continue;
            if (++devices > DialectOutcome.MostDevices) return DialectOutcome.Unreadable(PayloadFault.TooMuch);
            if (Readings(device.Value, device.Name, isSpeaker: false, outcome.Devices) is var fault and not PayloadFault.None) return DialectOutcome.Unreadable(fault);
        }

        return outcome;
    }

    private static DialectOutcome Presence(JsonElement root, PresenceState state) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("device", out var device) && device.ValueKind == JsonValueKind.String && device.GetString() is { Length: > 0 } name
            ? new DialectOutcome { Route = false, Devices = [new DeviceReading(name) { Presence = state }] }
            : DialectOutcome.Unreadable(PayloadFault.NoValues);

    /// <summary>Adds one device's readings, at most <see cref="DecodedPayload.MaximumReadings"/>, and of all devices <see cref="DialectOutcome.MostReadings"/>.</summary>
    private static PayloadFault Readings(JsonElement element, string key, bool isSpeaker, List<DeviceReading> into)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            var count = element.GetArrayLength();
            if (count > DecodedPayload.MaximumReadings || into.Count + count > DialectOutcome.MostReadings) return PayloadFault.TooMuch;
            foreach (var item in element.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object) return PayloadFault.NotAnObject;
                into.Add(Reading(item, key, isSpeaker));
            }

            return PayloadFault.None;
        }

        if (element.ValueKind != JsonValueKind.Object) return PayloadFault.NotAnObject;
        if (into.Count >= DialectOutcome.MostReadings) return PayloadFault.TooMuch;
        into.Add(Reading(element, key, isSpeaker));
        return PayloadFault.None;
    }

    private static DeviceReading Reading(JsonElement element, string key, bool isSpeaker)
    {
        var hasTime = element.TryGetProperty("ts", out var ts);
        var timed = element.TryGetProperty("values", out var values) && values.ValueKind == JsonValueKind.Object;
        var reading = new DeviceReading(key) { IsSpeaker = isSpeaker, TimeUnixMs = timed && hasTime ? JsonPayload.Time(ts) : null };
        JsonPayload.Flatten(timed ? values : element, "", reading.Fields);
        return reading;
    }
}
