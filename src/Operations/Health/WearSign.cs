using Facilities.Detection;
using Facilities.Operations.Templates;
using Facilities.Telemetry;

namespace Facilities.Operations.Health;

/// <summary>A measured quantity whose way of getting worse is known: the detectors compare it with the asset's own past, or watch it in one direction only.</summary>
/// <param name="Point">The point.</param>
/// <param name="Up">More is worse; false: less is.</param>
internal sealed record WearSign(PointDefinition Point, bool Up)
{
    /// <summary>Those of an asset type. Temperatures are left out: they follow the season more than the wear.</summary>
    public static IReadOnlyList<WearSign> Of(AssetTemplate template)
    {
        var profile = template.Profile();
        var compared = profile.Rules.SelectMany(rule => Baselines(rule.When)).Where(baseline => baseline is { Per: null, Steps: false })
            .Select(baseline => (baseline.Point, Up: baseline.Comparison is Comparison.Above or Comparison.AtLeast));
        var watched = profile.Vectors.SelectMany(vector => vector.Channels).Where(channel => channel.Worse != Worse.Either).Select(channel => (channel.Point, Up: channel.Worse == Worse.Higher));
        return [.. compared.Concat(watched).DistinctBy(sign => sign.Point).Select(sign => (template.Point(sign.Point)!.Definition, sign.Up))
            .Where(sign => sign.Definition is { Kind: PointKind.Number, Unit: not "°C" }).Select(sign => new WearSign(sign.Definition, sign.Up))];
    }

    private static IEnumerable<BaselineRatio> Baselines(Condition condition) => condition switch
    {
        BaselineRatio baseline => [baseline],
        AllOf all => all.Parts.SelectMany(Baselines),
        AnyOf any => any.Parts.SelectMany(Baselines),
        _ => [],
    };
}
