using System.Text.Json;

namespace Facilities.Dashboard.Demo;

/// <summary>
/// When the demo was first started, kept in the data folder: a second start goes on with the same troubles at the same instants instead of
/// staging them anew.
/// </summary>
internal sealed record DemoScene(DateTimeOffset FirstStart)
{
    private const string FileName = "demo.json";

    /// <summary>The scene of an earlier start, or a new one that begins now.</summary>
    public static (DemoScene Scene, bool IsNew) Open(string dataPath, DateTimeOffset now)
    {
        var file = Path.Combine(dataPath, FileName);
        if (File.Exists(file) && JsonSerializer.Deserialize<DemoScene>(File.ReadAllText(file)) is { } known) return (known, false);
        var scene = new DemoScene(now);
        Directory.CreateDirectory(dataPath);
        File.WriteAllText(file, JsonSerializer.Serialize(scene));
        return (scene, true);
    }
}
