using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Facilities.Ingest.Dialects;

/// <summary>
/// The simple forms of Home Assistant's value templates: <c>{{ value }}</c>, <c>{{ value_json.a.b }}</c>, <c>{{ value_json['a']['b'] }}</c>, each with
/// <c>float</c>, <c>int</c> or <c>round(n)</c> behind it. Anything else is a program, which is not run. Immutable.
/// </summary>
internal sealed partial class ValueTemplate
{
    /// <summary>Characters; a path of a dozen long keys.</summary>
    private const int Longest = 500;

    private readonly string[] _path;
    private readonly bool _isJson;
    private readonly List<(string Name, int Digits)> _filters;

    private ValueTemplate(bool isJson, string[] path, List<(string Name, int Digits)> filters) => (_isJson, _path, _filters) = (isJson, path, filters);

    /// <summary>The payload as it is.</summary>
    public static ValueTemplate Plain { get; } = new(false, [], []);

    /// <summary>False: not one of the forms above.</summary>
    public static bool TryParse(string? text, out ValueTemplate template)
    {
        template = Plain;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (text.Length > Longest) return false;
        var match = Form().Match(text.Trim());
        if (!match.Success) return false;
        var path = Step().Matches(match.Groups["path"].Value).Select(static step => step.Groups["dot"].Success ? step.Groups["dot"].Value : step.Groups["key"].Value).ToArray();
        var filters = match.Groups["filter"].Captures.Select(static filter => (filter.Value, Digits(filter.Value))).ToList();
        template = new ValueTemplate(match.Groups["json"].Success, path, filters);
        return true;
    }

    /// <summary>The value in a payload; null when it has none there.</summary>
    public FieldValue? Read(string field, TemplateInput payload)
    {
        if (!_isJson) return Filtered(JsonPayload.Scalar(field, payload.Text));
        if (payload.Json is not { } element) return null;
        foreach (var step in _path)
        {
            if (element.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < element.GetArrayLength()) element = element[index];
            else if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element)) return null;
        }

        return Filtered(JsonPayload.Value(field, element));
    }

    private FieldValue Filtered(FieldValue value)
    {
        foreach (var (filter, digits) in _filters)
        {
            if (value.Shape == FieldShape.Text && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) value = FieldValue.Of(value.Field, number);
            if (value.Shape != FieldShape.Number) continue;
            if (filter.StartsWith("int", StringComparison.Ordinal)) value = FieldValue.Of(value.Field, Math.Truncate(value.Number));
            else if (filter.StartsWith("round", StringComparison.Ordinal)) value = FieldValue.Of(value.Field, Math.Round(value.Number, digits, MidpointRounding.AwayFromZero));
        }

        return value;
    }

    private static int Digits(string filter) => Number().Match(filter) is { Success: true } digits ? Math.Min(15, int.Parse(digits.Value, CultureInfo.InvariantCulture)) : 0;

    [GeneratedRegex(@"^\{\{-?\s*(?:(?<json>value_json)(?<path>(?:\.[A-Za-z_]\w*|\[\s*(?:'[^']{1,128}'|""[^""]{1,128}""|\d{1,3})\s*\])+)|value)\s*(?:\|\s*(?<filter>float(?:\(\s*[\d.]*\s*\))?|int(?:\(\s*\d*\s*\))?|round(?:\(\s*\d{0,2}\s*\))?)\s*){0,4}-?\}\}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();

    [GeneratedRegex(@"\.(?<dot>[A-Za-z_]\w*)|\[\s*['""]?(?<key>[^'""\]]+?)['""]?\s*\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Step();

    [GeneratedRegex(@"\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Number();
}
