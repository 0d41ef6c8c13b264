using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Retention;

/// <summary>
/// How long telemetry is kept, by asset type and the importance of its points; one JSON file (docs/formats/retention.md). Immutable, thread-safe.
/// </summary>
public sealed class RetentionPlan
{
    /// <summary>Name of the built-in file, and of the operator's in the data folder.</summary>
    public const string FileName = "retention.json";

    private readonly Dictionary<string, SourceRetention> _byType;
    private readonly SourceRetention _unknown;

    private RetentionPlan(Dictionary<string, SourceRetention> byType, SourceRetention unknown) => (_byType, _unknown) = (byType, unknown);

    /// <summary>What holds for a type; for one that the plan doesn't name (an asset that was taken out of the registry), what keeps longest.</summary>
    public SourceRetention Of(string? type) => type is not null && _byType.TryGetValue(type, out var retention) ? retention : _unknown;

    /// <summary>Reads and checks the built-in plan, with the operator's classes and types in the place of those of the same name.</summary>
    /// <param name="overridePath">The operator's file, of the same form; what it doesn't name stays as built in. Null for none.</param>
    /// <exception cref="AssetTemplateException">It is unusable; carries every error, of the operator's file too if that can't be read.</exception>
    public static RetentionPlan Load(AssetTemplateCatalog templates, string? overridePath = null)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Retention/{FileName}") ?? throw new InvalidOperationException($"{FileName} is not built in.");
        using var reader = new StreamReader(stream);
        var builtIn = reader.ReadToEnd();
        return overridePath is null ? Parse(builtIn, templates) : Parse(Merge(builtIn, overridePath), templates, overridePath);
    }

    /// <summary>Reads and checks a plan: every type of the catalogue is named, and every point that it names exists.</summary>
    /// <exception cref="AssetTemplateException">It is unusable; carries every error.</exception>
    /// <param name="file">What errors call it.</param>
    public static RetentionPlan Parse(string json, AssetTemplateCatalog templates, string file = FileName)
    {
        ArgumentNullException.ThrowIfNull(templates);
        var errors = new List<string>();
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new AssetTemplateException([$"{file}: is no JSON: {e.Message}"]);
        }

        using (document)
        {
            var root = new TemplateNode(document.RootElement, "$", file, errors);
            root.Only("classes", "types");
            var classes = ReadClasses(root);
            var types = root.Required("types") is { IsObject: true } node ? ReadTypes(node, classes, templates) : [];
            foreach (var template in templates.All.Where(template => !types.ContainsKey(template.Type))) root.Error($"asset type '{template.Type}' is missing");
            if (errors.Count > 0) throw new AssetTemplateException(errors);
            var longest = classes.Values.OrderByDescending(static rule => rule.Raw ?? TimeSpan.MaxValue).First();
            return new RetentionPlan(types, new SourceRetention { Default = longest });
        }
    }

    /// <summary>The built-in plan with the classes and types that the operator's file names replaced as a whole.</summary>
    private static string Merge(string builtIn, string path)
    {
        JsonObject own;
        try
        {
            // A node finds a name that stands twice only when it is looked into, and with another exception.
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };
            own = JsonNode.Parse(File.ReadAllText(path), documentOptions: options) as JsonObject
                ?? throw new AssetTemplateException([$"{path}: must be an object with 'classes', 'types' or both"]);
        }
        catch (JsonException e)
        {
            throw new AssetTemplateException([$"{path}: is no JSON: {e.Message}"]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AssetTemplateException([$"{path}: can't be read: {e.Message}"]);
        }

        var whole = JsonNode.Parse(builtIn)!.AsObject();
        foreach (var (section, entries) in own)
        {
            // What isn't a section stays as it is and is named as an error with everything else.
            if (entries is not JsonObject named || whole[section] is not JsonObject standing) whole[section] = entries?.DeepClone();
            else foreach (var (name, entry) in named) standing[name] = entry?.DeepClone();
        }

        return whole.ToJsonString();
    }

    private static Dictionary<string, RetentionRule> ReadClasses(TemplateNode root)
    {
        var classes = new Dictionary<string, RetentionRule>(StringComparer.Ordinal);
        if (root.Required("classes") is not { IsObject: true } node) return classes;
        foreach (var property in node.Element.EnumerateObject())
        {
            if (node.Optional(property.Name) is not { } item) continue;
            item.Only("raw", "minute", "hour", "day");
            var rule = new RetentionRule
            {
                Raw = item.Required("raw")?.Duration(),
                Minute = item.OptionalDuration("minute") ?? TimeSpan.Zero,
                Hour = item.Required("hour")?.Duration(),
                Day = item.Required("day")?.Duration(),
            };
            foreach (var mistake in rule.Mistakes()) item.Error(mistake);
            classes[property.Name] = rule;
        }

        if (classes.Count == 0) node.Error("names no class");
        return classes;
    }

    private static Dictionary<string, SourceRetention> ReadTypes(TemplateNode types, Dictionary<string, RetentionRule> classes, AssetTemplateCatalog templates)
    {
        var byType = new Dictionary<string, SourceRetention>(StringComparer.Ordinal);
        foreach (var property in types.Element.EnumerateObject())
        {
            if (types.Optional(property.Name) is not { } item) continue;
            item.Only("class", "points");
            if (!templates.TryGet(property.Name, out var template))
            {
                item.Error($"there is no asset type '{property.Name}'");
                continue;
            }

            var points = new Dictionary<ushort, RetentionRule>();
            if (item.Optional("points") is { IsObject: true } lists)
            {
                foreach (var list in lists.Element.EnumerateObject()) ReadPoints(lists, list.Name, RuleOf(lists, list.Name, classes), template, points);
            }

            byType[property.Name] = new SourceRetention { Default = RuleOf(item, item.RequiredText("class"), classes), Points = points };
        }

        return byType;
    }

    private static void ReadPoints(TemplateNode lists, string name, RetentionRule rule, AssetTemplate template, Dictionary<ushort, RetentionRule> points)
    {
        foreach (var node in lists.List(name))
        {
            var key = node.Text();
            if (template.Point(key) is not { } point) node.Error($"asset type '{template.Type}' has no point '{key}'");
            else if (!points.TryAdd(point.Definition.No, rule)) node.Error($"point '{key}' stands twice");
        }
    }

    private static RetentionRule RuleOf(TemplateNode node, string name, Dictionary<string, RetentionRule> classes)
    {
        if (classes.TryGetValue(name, out var rule)) return rule;
        node.Error($"there is no class '{name}'");
        return RetentionRule.Everything;
    }
}
