using System.Text.Json;
using Facilities.Ingest.Pipeline;
using Facilities.Operations.Intake;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// Topics that an administrator said are telemetry: a pattern says which levels are the device and the field. Payloads are one value each, or JSON
/// whose keys are the fields; a <c>ts</c> beside them is the time.
/// </summary>
internal sealed class PlainDialect(MappingDirectory mappings) : IDialect
{
    /// <summary>The field of a bare value on a topic that names none.</summary>
    public const string OnlyField = "value";

    public string Key => "plain";

    public bool Claims(string topic)
    {
        foreach (var pattern in mappings.Patterns)
        {
            if (PlainPattern.TryMatch(pattern, topic, out _, out _)) return true;
        }

        return false;
    }

    public DialectOutcome Read(DialectMessage message)
    {
        var (device, field) = ("", "");
        if (!mappings.Patterns.Any(pattern => PlainPattern.TryMatch(pattern, message.Topic, out device, out field))) return DialectOutcome.None;
        if (message.Payload.IsEmpty) return DialectOutcome.None;
        var text = JsonPayload.Text(message.Payload.Span);
        if (text.Length > 0 && text[0] is '{' or '[') return Structured(message, device, field);
        return DialectOutcome.Of(new DeviceReading(device) { IsSpeaker = true, Fields = [JsonPayload.Scalar(field.Length == 0 ? OnlyField : field, text)] });
    }

    private static DialectOutcome Structured(DialectMessage message, string device, string field)
    {
        using var document = JsonPayload.TryParse(message.Payload, out var fault);
        if (document is null) return DialectOutcome.Unreadable(fault);
        if (document.RootElement.ValueKind != JsonValueKind.Object) return DialectOutcome.Unreadable(PayloadFault.NotAnObject);
        var reading = new DeviceReading(device) { IsSpeaker = true, TimeUnixMs = document.RootElement.TryGetProperty("ts", out var ts) ? JsonPayload.Time(ts) : null };
        JsonPayload.Flatten(document.RootElement, field, reading.Fields);
        reading.Fields.RemoveAll(static value => value.Field == "ts" || value.Field.EndsWith(".ts", StringComparison.Ordinal));
        return DialectOutcome.Of(reading);
    }
}
