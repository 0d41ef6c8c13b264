using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Facilities.Dashboard.Tests.Localization;

/// <summary>The .resx files as they stand in the source tree.</summary>
internal static class ResourceFiles
{
    public static string DashboardFolder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../src/Dashboard"));

    public static IReadOnlyDictionary<string, string> Read(string area, string language)
    {
        var file = Path.Combine(DashboardFolder, "Localization", language == "en" ? area + ".en.resx" : area + ".resx");
        return XDocument.Load(file).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);
    }

    /// <summary>Names of the marker classes.</summary>
    public static IReadOnlyList<string> Areas { get; } =
        [.. Directory.GetFiles(Path.Combine(DashboardFolder, "Localization"), "*Text.resx").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    public static IEnumerable<string> Sources(params string[] extensions) =>
        Directory.EnumerateFiles(DashboardFolder, "*", SearchOption.AllDirectories).Where(file => extensions.Any(file.EndsWith));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
