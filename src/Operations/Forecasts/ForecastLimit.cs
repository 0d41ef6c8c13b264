using Facilities.Detection;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Forecasts;

/// <summary>A rule that compares one measured quantity with its limit. A count, a ratio, a rise or several quantities at once have no line that could be carried on.</summary>
internal sealed record ForecastLimit(ResolvedRule Rule, TemplatePoint Point, double Limit, bool Above, bool Absolute)
{
    /// <summary>Those of an asset, with the limits that hold for it.</summary>
    public static IEnumerable<ForecastLimit> Of(AssetEntry entry)
    {
        var resolved = entry.Template.ResolvedRules(entry.Overrides).ToDictionary(rule => rule.Key);
        foreach (var definition in entry.Profile.Rules)
        {
            if (definition.Kind != RuleKind.Condition || Compared(definition.When) is not { } comparison || resolved[definition.Key] is not { Limit: not null } rule) continue;
            var point = entry.Template.Points.FirstOrDefault(known => known.Definition.Key == comparison.Point);
            if (point?.Definition.Kind == PointKind.Number)
                yield return new ForecastLimit(rule, point, comparison.Limit, comparison.Comparison is Comparison.Above or Comparison.AtLeast, comparison.Absolute);
        }
    }

    private static PointComparison? Compared(Condition condition) => condition switch
    {
        PointComparison { Minus: null, Comparison: Comparison.Above or Comparison.AtLeast or Comparison.Below or Comparison.AtMost } comparison => comparison,
        AllOf all when all.Parts.All(part => part is PointComparison or PointIn) && all.Parts.Select(Compared).Where(part => part is not null).ToList() is [{ } only] => only,
        _ => null,
    };
}
