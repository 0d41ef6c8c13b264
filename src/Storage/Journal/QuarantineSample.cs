using System.Text.Json;
using Facilities.Storage.Relational.Intake;

namespace Facilities.Storage.Journal;

/// <summary>
/// Payload of a <see cref="QuarantineRecord"/> of any dialect but the native one: the message's first bytes and the fields that intake found in it, as
/// JSON. The fields were read with what the dialect knew at that moment; who replays the journal need not know it again.
/// </summary>
public static class QuarantineSample
{
    /// <summary>Characters of a field's name; a longer one is cut.</summary>
    public const int LongestField = 128;

    private const int LongestValue = 64;
    private const int LongestUnit = 32;

    /// <summary>Envelope of a sample; texts are cut, fields beyond <see cref="DeviceMapping.MostFields"/> left out.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> sample, IEnumerable<SeenField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var kept = fields.Take(DeviceMapping.MostFields)
            .Select(static field => new SeenField(Cut(field.Field, LongestField), Cut(field.Sample, LongestValue), Cut(field.Unit, LongestUnit), Cut(field.DeviceClass, LongestUnit)));
        return JsonSerializer.SerializeToUtf8Bytes(new Envelope(sample.ToArray(), [.. kept]));
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; other bytes are a sample without fields.</summary>
    public static (byte[] Sample, IReadOnlyList<SeenField> Fields) Decode(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize<Envelope>(payload) is { Sample: { } sample, Fields: { } fields } ? (sample, fields) : (payload.ToArray(), []);
        }
        catch (JsonException)
        {
            return (payload.ToArray(), []);
        }
    }

    private static string Cut(string text, int length)
    {
        var clean = text.Replace('\0', '\uFFFD');
        if (clean.Length <= length) return clean;
        return clean[..(char.IsHighSurrogate(clean[length - 1]) ? length - 1 : length)];
    }

    private sealed record Envelope(byte[] Sample, List<SeenField> Fields);
}
