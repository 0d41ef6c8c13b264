using System.Text.Json;
using System.Text.Json.Serialization;

namespace Facilities.Dashboard.Api;

/// <summary>
/// The one place through which text of programs comes in: each string of a JSON body and of a query. Control characters say nothing and break receivers (PostgreSQL keeps no
/// NUL, a phone's message no escape), so they are refused with their place; tabs and line ends stay. Half a surrogate pair is no text either.
/// </summary>
internal sealed class PlainText : JsonConverter<string>
{
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && text[i] is not ('\t' or '\n' or '\r')) return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }

    /// <summary>Refuses a query with control characters before anything reads it.</summary>
    public static Task CheckQueryAsync(HttpContext context, RequestDelegate next)
    {
        foreach (var (name, values) in context.Request.Query)
        {
            foreach (var value in values)
            {
                if (!IsPlain(value)) return ApiProblems.WriteAsync(context, ApiCodes.ControlCharacter, null, ("path", name));
            }
        }

        return next(context);
    }

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String ? Plain(ref reader) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Plain(ref reader);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    private static string Plain(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is { } text && IsPlain(text) ? text : throw new NotPlainTextException();
        }
        catch (InvalidOperationException)
        {
            // The reader's own word for half a surrogate pair.
            throw new NotPlainTextException();
        }
    }
}
