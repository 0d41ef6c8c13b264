using System.Collections.Frozen;
using System.Globalization;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational.Intake;
using Facilities.Telemetry;

namespace Facilities.Operations.Intake;

/// <summary>
/// Guesses what a device's fields mean. Each pair of field and point gets a score: names that share words, units that convert into each other, device
/// classes that measure the same, a sample inside the point's range. What can't be (another quantity, text for a number) gets none. The best pairs are
/// taken first, each field and each point once; the type whose pairs add up to most is the likeliest. Pure.
/// </summary>
public static class MappingSuggester
{
    /// <summary>Below it a pair is no suggestion: one shared word among several, or a unit alone.</summary>
    private const int Least = 40;

    private const int SameName = 100;
    private const int SharedWords = 60;
    private const int SameUnit = 25;
    private const int SameClass = 20;
    private const int OutOfRange = -30;

    // Words of devices beside those of our point keys (docs/formats/dialects.md).
    private static readonly FrozenDictionary<string, string[]> Words = new Dictionary<string, string[]>
    {
        ["temperature"] = ["temp"],
        ["tc"] = ["temp"],
        ["tf"] = ["temp"],
        ["apower"] = ["power"],
        ["aenergy"] = ["energy"],
        ["watt"] = ["power"],
        ["illuminance"] = ["lux"],
        ["level"] = ["level"],
        ["pressure"] = ["mpa", "pressure"],
        ["relay"] = ["on", "run"],
        ["switch"] = ["on"],
        ["state"] = ["on"],
        ["output"] = ["on", "run"],
        ["running"] = ["run"],
        ["total"] = ["energy"],
        ["battery"] = ["battery", "batt"],
        ["rssi"] = ["rssi"],
        ["smoke"] = ["alarm"],
        ["leak"] = ["leak", "flood"],
        ["water"] = ["leak", "flood"],
        ["flood"] = ["flood", "leak"],
        ["humidity"] = ["moisture"],
        ["frequency"] = ["freq"],
        ["vibration"] = ["vib"],
        ["occupancy"] = ["occupied"],
        ["contact"] = ["open"],
        ["speed"] = ["speed"],
        ["outlet"] = ["discharge"],
        ["suction"] = ["inlet"],
        ["door"] = ["door", "open"],
        ["linkquality"] = [],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Home Assistant's device classes (home-assistant.io/integrations/sensor) and what they measure here; binary classes are flags.
    private static readonly FrozenDictionary<string, string> Classes = new Dictionary<string, string>
    {
        ["temperature"] = "temperature",
        ["power"] = "power",
        ["energy"] = "energy",
        ["voltage"] = "voltage",
        ["current"] = "current",
        ["pressure"] = "pressure",
        ["atmospheric_pressure"] = "",
        ["humidity"] = "ratio",
        ["moisture"] = "ratio",
        ["battery"] = "ratio",
        ["illuminance"] = "illuminance",
        ["frequency"] = "frequency",
        ["signal_strength"] = "signal-strength",
        ["duration"] = "duration",
        ["distance"] = "length",
        ["speed"] = "speed",
        ["volume_flow_rate"] = "flow",
        ["water"] = "volume",
        ["apparent_power"] = "",
        ["reactive_power"] = "",
        ["power_factor"] = "",
        ["timestamp"] = "",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="type">Type chosen already; null: the likeliest of all.</param>
    /// <param name="taken">Points that other fields of the device have already.</param>
    public static DeviceSuggestion Suggest(IReadOnlyList<SeenField> fields, AssetTemplateCatalog templates, string? type = null, IReadOnlySet<string>? taken = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(templates);
        var best = (Type: "", Score: 0, Pairs: new Dictionary<string, string>());
        foreach (var template in templates.All)
        {
            if (type is not null && template.Type != type) continue;
            var (score, pairs) = Match(fields, template, taken);
            if (score > best.Score || best.Type.Length == 0) best = (template.Type, score, pairs);
        }

        if (best.Score == 0 && type is null) best = ("", 0, []);
        return new DeviceSuggestion(best.Type, [.. fields.Select(field => new FieldSuggestion(field.Field, field.Sample, field.Unit, best.Pairs.GetValueOrDefault(field.Field, "")))]);
    }

    private static (int Score, Dictionary<string, string> Pairs) Match(IReadOnlyList<SeenField> fields, AssetTemplate template, IReadOnlySet<string>? already)
    {
        var scored = fields.SelectMany(field => template.Points.Select(point => (Field: field.Field, Point: point.Definition.Key, Score: Score(field, point.Definition))))
            .Where(static pair => pair.Score >= Least).OrderByDescending(static pair => pair.Score).ThenBy(static pair => pair.Field.Length).ThenBy(static pair => pair.Field, StringComparer.Ordinal);
        var pairs = new Dictionary<string, string>();
        HashSet<string> taken = already is null ? [] : [.. already];
        var sum = 0;
        foreach (var (field, point, score) in scored)
        {
            if (pairs.ContainsKey(field) || !taken.Add(point)) continue;
            pairs.Add(field, point);
            sum += score;
        }

        return (sum, pairs);
    }

    /// <summary>How likely the field is the point; 0: it can't be.</summary>
    internal static int Score(SeenField field, PointDefinition point)
    {
        if (field.Field == point.Key && point.Kind == PointKind.State) return SameName + SameUnit;
        var measured = point.Kind is PointKind.Number or PointKind.Counter;
        var flag = IsFlag(field.Sample);
        var number = double.TryParse(field.Sample, NumberStyles.Float, CultureInfo.InvariantCulture, out var sample);
        if (measured ? !number : point.Kind == PointKind.State || !flag) return 0;
        if (field.Field == point.Key) return SameName + SameUnit;

        var score = 0;
        var (factor, offset) = (1d, 0d);
        var unit = UnitConversion.Normalise(field.Unit);
        if (unit.Length > 0 && measured)
        {
            if (point.Unit.Length == 0 || !UnitConversion.TryGet(unit, point.Unit, out factor, out offset)) return 0;
            score += SameUnit;
        }

        if (field.DeviceClass.Length > 0 && measured && Classes.TryGetValue(field.DeviceClass, out var quantity))
        {
            if (UnitConversion.QuantityOf(point.Unit) != quantity) return 0;
            score += SameClass;
        }

        var (own, theirs) = (WordsOf(point.Key), WordsOf(field.Field).Concat(WordsOf(field.DeviceClass)).SelectMany(Synonyms).ToHashSet());
        // The last word of a key is its unit: discharge_mpa, power_w.
        var told = own.Count > 1 && point.Unit.Length > 0 ? own[..^1] : own;
        var shared = told.Count(theirs.Contains);
        score += shared * SharedWords / told.Count;
        if (own.Count > told.Count && shared == 0 && theirs.Contains(own[^1])) score += SharedWords / 2;
        if (shared == 0 && score < Least) return 0;
        if (measured && number && (sample * factor + offset < point.RangeMin || sample * factor + offset > point.RangeMax)) score += OutOfRange;
        return Math.Max(0, score);
    }

    private static bool IsFlag(string sample) => sample.ToUpperInvariant() is "ON" or "OFF" or "TRUE" or "FALSE" or "0" or "1" or "YES" or "NO" or "OPEN" or "CLOSED";

    private static IEnumerable<string> Synonyms(string word) => Words.TryGetValue(word, out var known) ? known.Append(word) : [word];

    /// <summary>Words of a name in lower case: split at anything that is no letter, and where a capital begins.</summary>
    private static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var ends = i == name.Length || !char.IsLetter(name[i]);
            var begins = !ends && i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (!ends && !begins) continue;
            if (i > start) words.Add(name[start..i].ToLowerInvariant());
            start = ends ? i + 1 : i;
        }

        return words;
    }
}
