using System.Text.Json;

namespace Facilities.Simulator.Replay;

/// <summary>Finds maps: a file, or one of those built in.</summary>
public static class RecordingMaps
{
    private const string Prefix = "Facilities.Simulator.Maps.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Names of the built-in maps.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } =
    [
        .. typeof(RecordingMaps).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^".json".Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <param name="nameOrPath">A built-in map's name or the path of a file.</param>
    /// <exception cref="RecordingException">No such map, or it is wrong; every error is named.</exception>
    public static RecordingMap Load(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        using var resource = typeof(RecordingMaps).Assembly.GetManifestResourceStream($"{Prefix}{nameOrPath}.json");
        if (resource is not null) return Read(resource, nameOrPath, nameOrPath);
        if (!File.Exists(nameOrPath))
            throw new RecordingException($"There is no map '{nameOrPath}': it is neither a file nor one of {string.Join(", ", BuiltIn)}.");
        using var file = File.OpenRead(nameOrPath);
        return Read(file, Path.GetFileNameWithoutExtension(nameOrPath), nameOrPath);
    }

    /// <summary>The built-in map whose time and value columns all stand in a file's first line; <c>null</c> when none or several fit equally.</summary>
    public static RecordingMap? Guess(string headerLine)
    {
        ArgumentNullException.ThrowIfNull(headerLine);
        var fitting = BuiltIn.Select(Load).Where(map => Fits(map, headerLine)).ToList();
        // Maps of one layout differ in training rows only; the first by name is the usual one.
        return fitting.OrderByDescending(map => map.Columns.Count).ThenBy(map => map.Name, StringComparer.Ordinal).FirstOrDefault();
    }

    private static bool Fits(RecordingMap map, string headerLine)
    {
        var header = headerLine.Split(map.Separator).Select(name => name.Trim().Trim('"')).ToHashSet(StringComparer.Ordinal);
        return header.Contains(map.TimeColumn) && map.Columns.All(column => header.Contains(column.Column));
    }

    private static RecordingMap Read(Stream stream, string name, string origin)
    {
        RecordingMap map;
        try
        {
            map = (JsonSerializer.Deserialize<RecordingMap>(stream, Json) ?? throw new JsonException("The file is empty.")) with { Name = name };
        }
        catch (JsonException e)
        {
            throw new RecordingException($"Map '{origin}' can't be read: {e.Message}");
        }
        var errors = map.Errors();
        return errors.Count == 0 ? map : throw new RecordingException($"Map '{origin}' is wrong: {string.Join(" ", errors)}");
    }
}
