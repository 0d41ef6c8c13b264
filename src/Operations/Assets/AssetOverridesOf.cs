using Facilities.Domain.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Assets;

/// <summary>From an asset's stored thresholds and attributes to what the templates take.</summary>
internal static class AssetOverridesOf
{
    /// <summary>Names of the parameters of a rule that may be set for an asset. Durations are in seconds, switches 0 or 1.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["limit", "clear", "for_s", "enabled"];

    /// <summary>Null when the asset is like its type in everything.</summary>
    public static AssetOverrides? Asset(Asset asset)
    {
        if (asset.Attributes.Count == 0 && asset.ThresholdOverrides.Count == 0) return null;
        var rules = asset.ThresholdOverrides.GroupBy(threshold => threshold.RuleKey, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => new RuleOverride
            {
                Limit = Value(group, "limit"),
                Clear = Value(group, "clear"),
                For = Value(group, "for_s") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Enabled = Value(group, "enabled") is { } enabled ? enabled != 0 : null,
            },
            StringComparer.Ordinal);
        return new AssetOverrides { Attributes = asset.Attributes, Rules = rules };
    }

    private static double? Value(IEnumerable<ThresholdOverride> thresholds, string parameter) =>
        thresholds.FirstOrDefault(threshold => threshold.Parameter == parameter)?.Value;
}
