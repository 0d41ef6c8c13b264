using System.Globalization;
using System.Text.Json;

namespace Facilities.Operations.Templates;

/// <summary>
/// A place in a template file. Reading a value that is missing or of the wrong kind notes an error with file and JSON path and gives
/// a harmless default, so that one pass finds every error.
/// </summary>
internal readonly struct TemplateNode(JsonElement element, string path, string file, List<string> errors)
{
    public JsonElement Element { get; } = element;

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;

    public bool IsString => Element.ValueKind == JsonValueKind.String;

    public void Error(string what) => errors.Add($"{file}: {path}: {what}");

    /// <summary>Notes every property that the format does not know: a misspelt key must not be silently ignored.</summary>
    public void Only(params ReadOnlySpan<string> keys)
    {
        if (!IsObject)
        {
            Error("must be an object");
            return;
        }

        foreach (var property in Element.EnumerateObject())
        {
            if (!keys.Contains(property.Name)) Error($"unknown property '{property.Name}'");
        }
    }

    public bool Has(string key) => IsObject && Element.TryGetProperty(key, out _);

    public TemplateNode? Optional(string key) =>
        IsObject && Element.TryGetProperty(key, out var value) ? new TemplateNode(value, $"{path}.{key}", file, errors) : null;

    public TemplateNode? Required(string key)
    {
        var node = Optional(key);
        if (node is null) Error($"'{key}' is missing");
        return node;
    }

    public IEnumerable<TemplateNode> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            Error("must be a list");
            yield break;
        }

        var index = 0;
        foreach (var item in Element.EnumerateArray())
        {
            yield return new TemplateNode(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), file, errors);
        }
    }

    public IEnumerable<TemplateNode> List(string key) => Optional(key)?.Items() ?? [];

    public string Text()
    {
        if (IsString && Element.GetString() is { Length: > 0 } text) return text;
        Error("must be a text");
        return "";
    }

    public string RequiredText(string key) => Required(key)?.Text() ?? "";

    public string? OptionalText(string key) => Optional(key)?.Text();

    public double Number()
    {
        if (Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var number) && double.IsFinite(number)) return number;
        Error("must be a number");
        return 0;
    }

    public double? OptionalNumber(string key) => Optional(key)?.Number();

    public int? OptionalInteger(string key, int min, int max)
    {
        if (Optional(key) is not { } node) return null;
        if (node.Element.ValueKind == JsonValueKind.Number && node.Element.TryGetInt32(out var number) && number >= min && number <= max) return number;
        node.Error($"must be a whole number from {min} to {max}");
        return min;
    }

    public bool Flag(string key)
    {
        if (Optional(key) is not { } node) return false;
        if (node.Element.ValueKind is JsonValueKind.True or JsonValueKind.False) return node.Element.GetBoolean();
        node.Error("must be true or false");
        return false;
    }

    /// <summary>A length of time: a number and its unit, <c>500ms</c>, <c>10s</c>, <c>5min</c>, <c>1h</c>, <c>14d</c>.</summary>
    public TimeSpan Duration()
    {
        if (IsString && TryDuration(Element.GetString()!, out var span)) return span;
        Error("must be a duration such as '10s', '5min', '1h' or '14d'");
        return TimeSpan.FromSeconds(1);
    }

    public TimeSpan? OptionalDuration(string key) => Optional(key)?.Duration();

    public LocalizedName Name() => new(RequiredText("zh"), RequiredText("en"));

    /// <summary>A pair with open ends: <c>[0, null]</c>.</summary>
    public (double? Min, double? Max) Pair(string key)
    {
        if (Optional(key) is not { } node) return (null, null);
        var ends = node.Items().ToArray();
        if (ends.Length != 2)
        {
            node.Error("must be [min, max]; either may be null");
            return (null, null);
        }

        double? min = ends[0].Element.ValueKind == JsonValueKind.Null ? null : ends[0].Number();
        double? max = ends[1].Element.ValueKind == JsonValueKind.Null ? null : ends[1].Number();
        if (min > max) node.Error("min is above max");
        return (min, max);
    }

    public T Choice<T>(string key, T otherwise, params ReadOnlySpan<(string Text, T Value)> choices)
    {
        if (Optional(key) is not { } node) return otherwise;
        var text = node.Text();
        var known = new List<string>(choices.Length);
        foreach (var (name, value) in choices)
        {
            if (name == text) return value;
            known.Add(name);
        }

        node.Error($"'{text}' is none of {string.Join(", ", known)}");
        return otherwise;
    }

    private static bool TryDuration(string text, out TimeSpan span)
    {
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.')) digits++;
        span = default;
        if (!double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
        double? seconds = text[digits..] switch
        {
            "ms" => 0.001,
            "s" => 1,
            "min" => 60,
            "h" => 3600,
            "d" => 86400,
            _ => null,
        };
        if (seconds is null || number * seconds > 10 * 366 * 86400d) return false;
        span = TimeSpan.FromSeconds(number * seconds.Value);
        return true;
    }
}
