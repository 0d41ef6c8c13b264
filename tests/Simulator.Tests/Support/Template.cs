using System.Text.Json;

namespace Facilities.Simulator.Tests;

/// <summary>The points of an asset template, read from its file: the simulator may not reference the project that loads it.</summary>
internal sealed class Template
{
    private readonly Dictionary<string, Point> _points = [];

    private Template(JsonElement json)
    {
        foreach (var point in json.GetProperty("points").EnumerateArray())
        {
            var (low, high) = point.TryGetProperty("range", out var range) ? (Bound(range[0], double.NegativeInfinity), Bound(range[1], double.PositiveInfinity)) : (double.NegativeInfinity, double.PositiveInfinity);
            string[] states = point.TryGetProperty("states", out var list) ? [.. list.EnumerateArray().Select(state => state.GetProperty("key").GetString()!)] : [];
            _points.Add(point.GetProperty("key").GetString()!, new Point(point.GetProperty("kind").GetString()!, low, high, states));
        }
    }

    public IEnumerable<string> Keys => _points.Keys;

    public static Template Of(string type)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "src", "Operations", "Templates", type + ".json")));
        return new Template(json.RootElement);
    }

    /// <summary>What is wrong with a payload's values, or null.</summary>
    public string? Complaint(JsonElement values)
    {
        foreach (var value in values.EnumerateObject())
        {
            if (!_points.TryGetValue(value.Name, out var point)) return $"{value.Name} is not a point";
            var fits = point.Kind switch
            {
                "flag" => value.Value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                "state" => value.Value.ValueKind == JsonValueKind.String && point.States.Contains(value.Value.GetString()),
                _ => value.Value.ValueKind == JsonValueKind.Number && value.Value.GetDouble() >= point.Low && value.Value.GetDouble() <= point.High,
            };
            if (!fits) return $"{value.Name} = {value.Value} does not fit {point}";
        }
        return null;
    }

    private static double Bound(JsonElement element, double otherwise) => element.ValueKind == JsonValueKind.Number ? element.GetDouble() : otherwise;

    private sealed record Point(string Kind, double Low, double High, string[] States);
}
