using Facilities.Domain.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Assets;

/// <summary>From an asset's stored thresholds and attributes to what the templates take.</summary>
internal static class AssetOverridesOf
{
    /// <summary>Names of the parameters of a rule that may be set for an asset. Durations are in seconds, switches 0 or 1.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["limit", "clear", "for_s", "enabled"];

    /// <summary>What the key of a learned baseline (vector) is prefixed with, where a threshold is stored for it.</summary>
    public const string VectorPrefix = "vector:";

    /// <summary>Parameters of a learned baseline that may be set for an asset.</summary>
    public static readonly IReadOnlyList<string> VectorParameters = ["training_rows", "on", "off"];

    /// <summary>What the key of a point is prefixed with, where a replaced sensor is noted.</summary>
    public const string PointPrefix = "point:";

    /// <summary>Since when another sensor measures a point, seconds since 1970.</summary>
    public const string Replaced = "replaced";

    /// <summary>Null when the asset is like its type in everything.</summary>
    public static AssetOverrides? Asset(Asset asset)
    {
        if (asset.Attributes.Count == 0 && asset.ThresholdOverrides.Count == 0) return null;
        var vectors = asset.ThresholdOverrides.Where(threshold => threshold.RuleKey.StartsWith(VectorPrefix, StringComparison.Ordinal))
            .GroupBy(threshold => threshold.RuleKey[VectorPrefix.Length..], StringComparer.Ordinal).ToDictionary(
                group => group.Key,
                group => new VectorOverride { TrainingRows = (int?)Value(group, "training_rows"), On = Value(group, "on"), Off = Value(group, "off") },
                StringComparer.Ordinal);
        var replaced = asset.ThresholdOverrides.Where(threshold => threshold.RuleKey.StartsWith(PointPrefix, StringComparison.Ordinal) && threshold.Parameter == Replaced)
            .ToDictionary(threshold => threshold.RuleKey[PointPrefix.Length..], threshold => DateTimeOffset.FromUnixTimeSeconds((long)threshold.Value), StringComparer.Ordinal);
        var rules = asset.ThresholdOverrides.Where(IsOfRule).GroupBy(threshold => threshold.RuleKey, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => new RuleOverride
            {
                Limit = Value(group, "limit"),
                Clear = Value(group, "clear"),
                For = Value(group, "for_s") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Enabled = Value(group, "enabled") is { } enabled ? enabled != 0 : null,
            },
            StringComparer.Ordinal);
        return new AssetOverrides { Attributes = asset.Attributes, Rules = rules, Vectors = vectors, Replaced = replaced };
    }

    private static bool IsOfRule(ThresholdOverride threshold) =>
        !threshold.RuleKey.StartsWith(VectorPrefix, StringComparison.Ordinal) && !threshold.RuleKey.StartsWith(PointPrefix, StringComparison.Ordinal);

    private static double? Value(IEnumerable<ThresholdOverride> thresholds, string parameter) =>
        thresholds.FirstOrDefault(threshold => threshold.Parameter == parameter)?.Value;
}
