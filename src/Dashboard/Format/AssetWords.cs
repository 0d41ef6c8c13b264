using System.Globalization;
using Facilities.Dashboard.Localization;
using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Operations.Forecasts;
using Facilities.Operations.Models;
using Facilities.Operations.Templates;
using Facilities.Telemetry;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Format;

/// <summary>Names from the asset templates in the reader's language; a key that no template knows shows as it is. Thread-safe.</summary>
public sealed class AssetWords(AssetTemplateCatalog catalog, DisplayFormat format, IStringLocalizer<TermText> text, Terms terms)
{
    public static string Name(LocalizedName? name) => name?.For(CultureInfo.CurrentUICulture) ?? "";

    public string Type(string typeKey) => catalog.TryGet(typeKey, out var template) ? Name(template.Name) : typeKey;

    /// <summary>What people report names only the family.</summary>
    public string Mode(string typeKey, string modeKey) =>
        catalog.TryGet(typeKey, out var template)
            ? template.TryGetMode(modeKey, out var mode) ? Name(mode.Name) : template.Family(modeKey) is { } family ? Name(family.Name) : WordOr("mode.", modeKey)
            : WordOr("mode.", modeKey);

    public string? Advice(string typeKey, string modeKey) =>
        catalog.TryGet(typeKey, out var template) && template.TryGetMode(modeKey, out var mode) ? Name(mode.Advice) : null;

    public string Family(string typeKey, string familyKey) =>
        catalog.TryGet(typeKey, out var template) && template.Family(familyKey) is { } family ? Name(family.Name) : WordOr("family.", familyKey);

    public string Point(string typeKey, string pointKey) => Name(Definition(typeKey, pointKey)?.Name) is { Length: > 0 } name ? name : pointKey;

    /// <summary>The rule that spoke: its own name, or what kind of detector it was.</summary>
    public string Rule(string typeKey, string ruleKey)
    {
        if (catalog.TryGet(typeKey, out var template))
        {
            if (template.Rules.FirstOrDefault(rule => rule.Key == ruleKey) is { } rule) return Name(rule.Name);
            var colon = ruleKey.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                var (kind, subject) = (ruleKey[..colon], ruleKey[(colon + 1)..]);
                if (template.Rules.FirstOrDefault(rule => rule.Key == subject && TrendJudge.IsTrend(ruleKey)) is { } coming) return text["rule.trend", Name(coming.Name)];
                if (ModelFindings.IsModel(ruleKey)) return text["rule.model." + subject];
                var vector = template.Vectors.FirstOrDefault(item => item.Definition.Key == subject);
                return text["rule." + kind, vector is null ? Point(typeKey, subject) : Name(vector.Name)];
            }
        }

        return WordOr("rule.", ruleKey);
    }

    public TemplatePoint? Definition(string typeKey, string pointKey) =>
        catalog.TryGet(typeKey, out var template) ? template.Point(pointKey) : null;

    public AssetTemplate? Template(string typeKey) => catalog.TryGet(typeKey, out var template) ? template : null;

    /// <summary>Where a number comes from: a standard (and whether its text was checked), our default, this asset.</summary>
    public string Origin(ThresholdOrigin origin, string source) =>
        source.Length > 0 && origin is ThresholdOrigin.Stated or ThresholdOrigin.Recalled ? text["origin.from", text["origin." + origin].Value, Citation(source)] : text["origin." + origin];

    /// <summary>A value as its point says: a state's name, yes or no, a number with its unit.</summary>
    public string Value(TemplatePoint? point, double value)
    {
        if (!double.IsFinite(value)) return DisplayFormat.NoValue;
        if (point is null) return format.Number(value);
        return point.Definition.Kind switch
        {
            PointKind.State => (int)value >= 0 && (int)value < point.States.Count ? Name(point.States[(int)value].Name) : format.Number(value),
            PointKind.Flag => format.Flag(value != 0),
            _ => format.Quantity(value, point.Definition.Unit),
        };
    }

    /// <summary>2号增压泵 驱动端轴承磨损; Booster pump 2: drive-end bearing wear.</summary>
    public string Title(LocalizedName asset, string typeKey, string modeKey, CodedText title) =>
        text["fault.title", Name(asset), title.Code == "fault.mode" ? Mode(typeKey, modeKey) : terms.Say(title)];

    /// <summary>What the detector saw, in a few words: the signal, its value, what it should be.</summary>
    public string Finding(string typeKey, FindingFacts? finding)
    {
        if (finding is null) return "";
        if (finding.Signal is not { } signal) return Rule(typeKey, finding.RuleKey);
        var point = Definition(typeKey, signal);
        var name = Point(typeKey, signal);
        if (finding.Value is not { } value) return name;
        var shown = Value(point, value);
        if (finding.Expected is { } expected) return text["finding.expected", name, shown, format.Number(expected)];
        // What a sensor's own trouble has for a limit is a time; of a flag or a state only occasions can have passed one.
        if (finding.Limit is not { } limit || finding.RuleKey.Contains(':', StringComparison.Ordinal)) return text["finding.value", name, shown];
        return text["finding.limit", name, point?.Definition.Kind is PointKind.Flag or PointKind.State ? format.Number(value) : shown, format.Number(limit)];
    }

    /// <summary>The standard's number; the template's remark behind it is in one language and says what the limit beside it says.</summary>
    private static string Citation(string source) => source.Split([':', ','], 2)[0];

    private string WordOr(string prefix, string key)
    {
        var word = text[prefix + key];
        return word.ResourceNotFound ? key : word.Value;
    }
}
