using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Facilities.Ingest.Pipeline;
using Facilities.Storage.Journal;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// JSON of foreign devices, and the values in it under the path of their keys. Text that isn't UTF-8 is tried as GB 18030 (of which GBK is a part):
/// many Chinese devices send nothing else.
/// </summary>
internal static class JsonPayload
{
    private const int Deepest = 16;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32, AllowTrailingCommas = true };

    /// <summary>The document, which the caller disposes of; null with the reason when it is none.</summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> payload, out PayloadFault fault)
    {
        fault = PayloadFault.None;
        var bytes = payload.Span.StartsWith("\uFEFF"u8) ? payload["\uFEFF"u8.Length..] : payload;
        if (bytes.IsEmpty)
        {
            fault = PayloadFault.Empty;
            return null;
        }

        var isUtf8 = Utf8.IsValid(bytes.Span);
        try
        {
            return JsonDocument.Parse(isUtf8 ? bytes : Encoding.UTF8.GetBytes(Gb18030(bytes.Span)), Options);
        }
        catch (JsonException)
        {
            fault = isUtf8 ? PayloadFault.NotJson : PayloadFault.NotUtf8;
            return null;
        }
    }

    /// <summary>Text of a payload that is one word or number.</summary>
    public static string Text(ReadOnlySpan<byte> payload) => (Utf8.IsValid(payload) ? Encoding.UTF8.GetString(payload) : Gb18030(payload)).Trim();

    /// <summary>One bare value; a number in text becomes a number when it is stored.</summary>
    public static FieldValue Scalar(string field, string text) => text switch
    {
        "" => FieldValue.Nothing(field),
        "true" => FieldValue.Of(field, true),
        "false" => FieldValue.Of(field, false),
        _ => FieldValue.Of(field, text.Length > 1 && text[0] == '"' && text[^1] == '"' ? text[1..^1] : text),
    };

    /// <summary>
    /// Adds every value below the element; keys and array positions are joined by dots. Values whose path is longer than
    /// <see cref="QuarantineSample.LongestField"/> or which lie deeper than 16 levels are left out, and so is everything beyond
    /// <see cref="DeviceReading.MostFields"/>: the walk ends there.
    /// </summary>
    public static void Flatten(JsonElement element, string path, List<FieldValue> into)
    {
        if (path.Length > QuarantineSample.LongestField) return;
        Span<char> buffer = stackalloc char[QuarantineSample.LongestField];
        path.CopyTo(buffer);
        Flatten(element, buffer, path.Length, into, 0);
    }

    /// <param name="path">Room for the longest path; a string is made of it only for a value.</param>
    /// <param name="length">Characters of the element's own path.</param>
    private static void Flatten(JsonElement element, Span<char> path, int length, List<FieldValue> into, int depth)
    {
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            into.Add(Value(new string(path[..length]), element));
            return;
        }

        if (depth == Deepest) return;
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                if (into.Count >= DeviceReading.MostFields) return;
                if (TryAppend(path, length, property.Name, out var end)) Flatten(property.Value, path, end, into, depth + 1);
            }

            return;
        }

        var index = 0;
        Span<char> digits = stackalloc char[11];
        foreach (var item in element.EnumerateArray())
        {
            if (into.Count >= DeviceReading.MostFields) return;
            index.TryFormat(digits, out var written, provider: CultureInfo.InvariantCulture);
            index++;
            if (TryAppend(path, length, digits[..written], out var end)) Flatten(item, path, end, into, depth + 1);
        }
    }

    private static bool TryAppend(Span<char> path, int length, ReadOnlySpan<char> name, out int end)
    {
        var dot = length == 0 ? 0 : 1;
        end = length + dot + name.Length;
        if (end > path.Length) return false;
        if (dot == 1) path[length] = '.';
        name.CopyTo(path[(length + dot)..]);
        return true;
    }

    public static FieldValue Value(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => FieldValue.Of(path, element.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => FieldValue.Of(path, element.GetBoolean()),
        JsonValueKind.String => FieldValue.Of(path, element.GetString()!),
        _ => FieldValue.Nothing(path),
    };

    /// <summary>A time as a number in any unit, or as text with its zone; null otherwise.</summary>
    public static long? Time(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => DeviceTime.FromNumber(element.GetDouble()),
        JsonValueKind.String when element.GetString() is { Length: > 0 } text => DeviceTime.FromText(Encoding.UTF8.GetBytes(text)),
        _ => null,
    };

    // In the runtime itself since .NET Core; registered here because only these payloads need it.
    private static string Gb18030(ReadOnlySpan<byte> bytes) => CodePagesEncodingProvider.Instance.GetEncoding(54936)!.GetString(bytes);
}
