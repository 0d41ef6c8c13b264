using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Facilities.Operations.Notifications.Sending;

/// <summary>A chat robot answers 200 whatever happened: only its code tells. Anything unreadable is a failure, because nobody confirmed anything.</summary>
internal static class RobotAnswer
{
    /// <summary>Reads the first of the named fields that is there; 0 means taken.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="codeFields">Names of the code, newest API first, each with the name of its words.</param>
    /// <param name="tooMany">Codes of the vendor's rate limits.</param>
    /// <param name="never">Codes that no further try can change.</param>
    public static SendResult Read(ReadOnlySpan<byte> body, ReadOnlySpan<(string Code, string Words)> codeFields, ReadOnlySpan<long> tooMany, ReadOnlySpan<long> never)
    {
        JsonElement answer;
        try
        {
            var reader = new Utf8JsonReader(body);
            answer = JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return SendResult.Again("answer_unreadable", Encoding.UTF8.GetString(body));
        }

        if (answer.ValueKind == JsonValueKind.Object)
        {
            foreach (var (codeField, wordsField) in codeFields)
            {
                if (!answer.TryGetProperty(codeField, out var field) || field.ValueKind != JsonValueKind.Number || !field.TryGetInt64(out var code)) continue;
                if (code == 0) return SendResult.Sent;
                var words = answer.TryGetProperty(wordsField, out var said) && said.ValueKind == JsonValueKind.String ? said.GetString()! : "";
                var name = string.Create(CultureInfo.InvariantCulture, $"{codeField.ToLowerInvariant()}_{code}");
                if (tooMany.Contains(code)) return SendResult.TooMany(name, words);
                return never.Contains(code) ? SendResult.Never(name, words) : SendResult.Again(name, words);
            }
        }

        return SendResult.Again("answer_unreadable", Encoding.UTF8.GetString(body));
    }
}
