using System.Globalization;
using System.Text.Json;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Injection;

/// <summary>Writes <c>labels.json</c>, docs/formats/injected-recordings.md. It comes last and at once: a folder without it is an unfinished set.</summary>
internal static class LabelFile
{
    public const string Name = "labels.json";

    public const string Format = "facilities-injected-1";

    /// <param name="recordings">File, number of payloads, and what was played, in the order of files.</param>
    public static void Write(string folder, string seeds, int healthyMonths, IReadOnlyList<(string File, long Messages, PlannedRecording Planned)> recordings)
    {
        var path = Path.Combine(folder, Name);
        var unfinished = path + ".tmp";
        using (var file = File.Create(unfinished))
        using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("seeds", seeds);
            json.WriteNumber("healthyMonths", healthyMonths);
            json.WriteStartObject("ranges");
            Range(json, "strength", InjectionDraw.LeastStrength, InjectionDraw.MostStrength);
            Range(json, "trainingDays", InjectionDraw.LeastTrainingDays, InjectionDraw.MostTrainingDays);
            json.WriteEndObject();
            json.WriteStartArray("recordings");
            foreach (var (name, messages, planned) in recordings) Recording(json, name, messages, planned);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        File.Move(unfinished, path, overwrite: true);
    }

    private static void Recording(Utf8JsonWriter json, string file, long messages, PlannedRecording planned)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteNumber("messages", messages);
        json.WriteString("type", planned.Asset.Type);
        json.WriteNumber("seed", planned.Seed);
        json.WriteStartObject("attributes");
        foreach (var (key, value) in AssetRatings.Registered(planned.Asset).OrderBy(attribute => attribute.Key, StringComparer.Ordinal)) json.WriteString(key, value);
        json.WriteEndObject();
        Instant(json, "begin", planned.Begin);
        Instant(json, "trained", planned.Trained);
        Instant(json, "end", planned.End);
        if (planned.Fault is { } fault)
        {
            json.WriteStartObject("fault");
            json.WriteString("scenario", fault.Scenario.Name);
            json.WriteString("mode", fault.Label.Mode);
            Words(json, "families", fault.Label.Families);
            Words(json, "also", fault.Label.Also);
            json.WriteString("severity", FormattableString.Invariant($"P{fault.Label.Severity}"));
            json.WriteNumber("strength", Math.Round(planned.Injection!.Severity, 3));
            Instant(json, "start", planned.Injection.Start);
            Span(json, "developmentSeconds", planned.Injection.Development);
            Span(json, "persistenceSeconds", fault.Label.Persistence);
            Span(json, "intervalSeconds", fault.Label.Interval);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Range(Utf8JsonWriter json, string name, double least, double most)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(least);
        json.WriteNumberValue(most);
        json.WriteEndArray();
    }

    private static void Words(Utf8JsonWriter json, string name, IReadOnlyList<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static void Instant(Utf8JsonWriter json, string name, DateTimeOffset instant) =>
        json.WriteString(name, instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));

    private static void Span(Utf8JsonWriter json, string name, TimeSpan span) => json.WriteNumber(name, (long)span.TotalSeconds);
}
