using System.Text;

namespace Facilities.Domain.Inspections;

/// <summary>The duties we know, from <c>inspection-templates.json</c>: each with interval, performer, evidence, basis and how well that is founded.</summary>
public static class InspectionTemplates
{
    public const string ElevatorHalfMonth = "elevator-half-month";
    public const string FirePumpWeeklyStart = "fire-pump-weekly-start";

    private static readonly Dictionary<string, InspectionTemplate> ByKey = Library.Templates.ToDictionary(template => template.Key, StringComparer.Ordinal);

    public static InspectionLibrary Library => Loaded.Value;

    public static IReadOnlyCollection<InspectionTemplate> All => ByKey.Values;

    /// <summary>Null when there is none.</summary>
    public static InspectionTemplate? Find(string key) => ByKey.GetValueOrDefault(key);

    public static IEnumerable<InspectionTemplate> ForAssetType(string assetType) => All.Where(template => template.AssetType == assetType);

    /// <summary>The shorter lists that doing this one does too, and those that they contain.</summary>
    public static IReadOnlySet<string> Included(InspectionTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var all = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(template.Includes);
        while (open.TryPop(out var key))
        {
            if (!all.Add(key)) continue;
            foreach (var shorter in Find(key)?.Includes ?? []) open.Push(shorter);
        }

        return all;
    }

    private static class Loaded
    {
        public static readonly InspectionLibrary Value = Read();

        private static InspectionLibrary Read()
        {
            using var stream = typeof(InspectionTemplates).Assembly.GetManifestResourceStream("Inspections/inspection-templates.json")!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return InspectionTemplateReader.Read(reader.ReadToEnd());
        }
    }
}
