using System.Globalization;
using System.Text.Json;
using Facilities.Domain.Insurance;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Claims;

/// <summary>The triggers of <c>triggers.json</c>, checked against the asset templates. Immutable, thread-safe.</summary>
public sealed class TriggerRules
{
    private const string File = "Claims/triggers.json";

    private static readonly string[] Comparisons = ["below", "above", "is", "isNot"];

    private TriggerRules(IReadOnlyList<TriggerRule> all) => All = all;

    /// <summary>Every version of every rule.</summary>
    public IReadOnlyList<TriggerRule> All { get; }

    /// <exception cref="AssetTemplateException">A rule names what no template has, or stands twice; carries every mistake.</exception>
    public static TriggerRules Load(AssetTemplateCatalog templates)
    {
        using var stream = typeof(TriggerRules).Assembly.GetManifestResourceStream(File)!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd(), templates);
    }

    /// <exception cref="AssetTemplateException">As <see cref="Load"/>.</exception>
    public static TriggerRules Parse(string json, AssetTemplateCatalog templates)
    {
        ArgumentNullException.ThrowIfNull(templates);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        var errors = new List<string>();
        var rules = new TemplateNode(document.RootElement, "$", File, errors).Items().Select(node => Read(node, templates)).ToList();
        foreach (var twice in rules.GroupBy(rule => rule.Name).Where(group => group.Count() > 1)) errors.Add($"{File}: '{twice.Key}' stands twice");
        foreach (var versions in rules.GroupBy(rule => rule.Key))
        {
            if (versions.OrderBy(rule => rule.Version).Select(rule => rule.From).ToList() is var days && days.Zip(days.Skip(1)).Any(pair => pair.Second <= pair.First))
                errors.Add($"{File}: versions of '{versions.Key}' must begin one after the other");
        }

        return errors.Count == 0 ? new TriggerRules(rules) : throw new AssetTemplateException(errors);
    }

    /// <summary>The rules for a fault: each in the version of the day on which it began.</summary>
    public IEnumerable<TriggerRule> For(string assetType, string family, DateOnly day) => All
        .Where(rule => rule.From <= day && (rule.Types.Count == 0 || rule.Types.Contains(assetType)) && (rule.Families.Count == 0 || rule.Families.Contains(family)))
        .GroupBy(rule => rule.Key).Select(versions => versions.MaxBy(rule => rule.Version)!);

    private static TriggerRule Read(TemplateNode node, AssetTemplateCatalog templates)
    {
        node.Only("key", "version", "from", "cover", "kind", "types", "families", "when", "counter", "steps", "source");
        var types = Texts(node, "types");
        foreach (var type in types.Where(type => !templates.TryGet(type, out _))) node.Error($"there is no asset type '{type}'");
        var template = types.Count == 1 && templates.TryGet(types[0], out var known) ? known : null;
        var rule = new TriggerRule
        {
            Key = Text(node, "key"),
            Version = node.Required("version")?.Element is { ValueKind: JsonValueKind.Number } version ? version.GetInt32() : 0,
            From = DateOnly.TryParseExact(Text(node, "from"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MaxValue,
            Cover = Known<CoverKind>(node, "cover"),
            Kind = Known<TriggerKind>(node, "kind"),
            Types = types,
            Families = Texts(node, "families"),
            When = node.Has("when") ? [.. node.Optional("when")!.Value.Items().Select(list => (IReadOnlyList<PointTest>)[.. list.Items().Select(test => Test(test, template))])] : [],
            Counter = node.Has("counter") ? Text(node, "counter") : null,
            Steps = [.. Texts(node, "steps").Select(step => TimeSpan.TryParseExact(step, "c", CultureInfo.InvariantCulture, out var span) ? span : TimeSpan.Zero)],
            Source = Text(node, "source"),
        };
        if (rule.Version < 1 || rule.From == DateOnly.MaxValue) node.Error("'version' is 1, 2, … and 'from' a day");
        if (rule.Steps.Zip(rule.Steps.Skip(1)).Any(pair => pair.Second <= pair.First) || rule.Steps.Any(step => step <= TimeSpan.Zero)) node.Error("'steps' are durations, ascending");
        if (rule.Kind == TriggerKind.Still != rule.Counter is not null || (rule.Counter is { } counter && template?.Point(counter)?.Definition.Kind != PointKind.Counter)) node.Error("'Still' and only it names a counter");
        if (rule.Kind is TriggerKind.Holds or TriggerKind.Measured != rule.When.Count > 0) node.Error("'Holds' and 'Measured', and only they, say when");
        if (rule.Kind is TriggerKind.Holds or TriggerKind.Still != rule.Steps.Count > 0) node.Error("'Holds' and 'Still', and only they, have steps");
        return rule;
    }

    private static PointTest Test(TemplateNode node, AssetTemplate? template)
    {
        node.Only(["point", "attribute", "scale", .. Comparisons]);
        var point = template?.Point(Text(node, "point"));
        if (point is null) node.Error("there is no such point, or the rule is for more than one type");
        var comparison = Comparisons.FirstOrDefault(node.Has) ?? "";
        if (comparison.Length == 0) node.Error("a comparison is missing");
        var attribute = node.Has("attribute") ? Text(node, "attribute") : null;
        if (attribute is not null && template?.Attributes.Any(item => item.Key == attribute) == false) node.Error($"there is no attribute '{attribute}'");
        var value = node.Optional(comparison)?.Element is { } element ? ValueOf(element, point) : null;
        if (value is null) node.Error($"'{comparison}' needs a number, true, false or a state of the point");
        return new PointTest(Text(node, "point"), comparison, value ?? 0, attribute, node.Optional("scale")?.Element is { ValueKind: JsonValueKind.Number } scale ? scale.GetDouble() : 1);
    }

    private static double? ValueOf(JsonElement element, TemplatePoint? point) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String when point?.Definition.States.ToList().IndexOf(element.GetString()!) is { } index and >= 0 => index,
        _ => null,
    };

    private static T Known<T>(TemplateNode node, string key)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>(Text(node, key), out var value) && Enum.IsDefined(value)) return value;
        node.Error($"'{key}' must be one of {string.Join(", ", Enum.GetNames<T>())}");
        return default;
    }

    private static string Text(TemplateNode node, string key)
    {
        if (node.Required(key)?.Element is { ValueKind: JsonValueKind.String } text) return text.GetString()!;
        node.Error($"'{key}' must be a text");
        return "";
    }

    private static IReadOnlyList<string> Texts(TemplateNode node, string key) => node.Optional(key) is { } list ? [.. list.Items().Select(item => item.Element.GetString() ?? "")] : [];
}
