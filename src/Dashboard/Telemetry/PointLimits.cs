using Facilities.Detection;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Dashboard.Telemetry;

/// <summary>Which limits belong on the axis of a point: those that its own value is compared with. A ratio, a count or a rise has no place there.</summary>
internal static class PointLimits
{
    public static IReadOnlyList<RuleRow> On(AssetTemplate? template, TemplatePoint point, IEnumerable<RuleRow> rules)
    {
        var compared = template?.Profile().Rules.Where(rule => Compares(rule.When, point.Definition.Key)).Select(rule => rule.Key).ToHashSet() ?? [];
        return [.. rules.Where(rule => rule.Enabled && rule.Limit is not null && rule.Unit == point.Definition.Unit && compared.Contains(rule.Key))];
    }

    private static bool Compares(Condition condition, string point) => condition switch
    {
        PointComparison comparison => comparison.Point == point && comparison.Minus is null && comparison.Comparison is not (Comparison.Is or Comparison.IsNot),
        AllOf all => all.Parts.Any(part => Compares(part, point)),
        AnyOf any => any.Parts.Any(part => Compares(part, point)),
        Not not => Compares(not.Part, point),
        _ => false,
    };
}
