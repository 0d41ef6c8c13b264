using Facilities.Detection;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Forecasts;

/// <summary>A rule that compares one measured quantity with its limit. A count, a ratio, a rise or several quantities at once have no line that could be carried on.</summary>
/// <param name="Rule">With the limit in force.</param>
/// <param name="Definition">As the detectors run it.</param>
/// <param name="Point">What is measured.</param>
/// <param name="Limit">In the point's unit.</param>
/// <param name="Above">Reached from below.</param>
/// <param name="Absolute">The magnitude counts.</param>
public sealed record ForecastLimit(ResolvedRule Rule, RuleDefinition Definition, TemplatePoint Point, double Limit, bool Above, bool Absolute)
{
    /// <summary>Those of an asset, with the limits that hold for it.</summary>
    public static IEnumerable<ForecastLimit> Of(AssetTemplate template, AssetOverrides? overrides)
    {
        ArgumentNullException.ThrowIfNull(template);
        var resolved = template.ResolvedRules(overrides).ToDictionary(rule => rule.Key);
        foreach (var definition in template.Profile(overrides).Rules)
        {
            if (definition.Kind != RuleKind.Condition || Compared(definition) is not { } comparison || resolved[definition.Key] is not { Limit: not null } rule) continue;
            var point = template.Points.FirstOrDefault(known => known.Definition.Key == comparison.Point);
            if (point?.Definition.Kind == PointKind.Number)
                yield return new ForecastLimit(rule, definition, point, comparison.Limit, comparison.Comparison is Comparison.Above or Comparison.AtLeast, comparison.Absolute);
        }
    }

    /// <summary>What a day or an hour came to.</summary>
    public double Of(in WindowAggregate window) => !Definition.TrendOfWorst ? window.Mean : Above ? window.Max : window.Min;

    /// <summary>Of several ways in which a rule may become true the measured one, if the template says that it may be carried on.</summary>
    private static PointComparison? Compared(RuleDefinition rule) =>
        rule.Trend.Count > 0 && rule.When is AnyOf any ? any.Parts.Select(Compared).FirstOrDefault(part => part is not null) : Compared(rule.When);

    private static PointComparison? Compared(Condition condition) => condition switch
    {
        PointComparison { Minus: null, Comparison: Comparison.Above or Comparison.AtLeast or Comparison.Below or Comparison.AtMost } comparison => comparison,
        AllOf all when all.Parts.All(part => part is PointComparison or PointIn) && all.Parts.Select(Compared).Where(part => part is not null).ToList() is [{ } only] => only,
        _ => null,
    };
}
