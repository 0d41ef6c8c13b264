using System.Text.Json;
using System.Text.Json.Serialization;
using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Replays;

/// <summary>
/// Other numbers for rules and learned baselines, from a JSON file: <c>{"types": {"elevator": {"rules": {"vib-z": {"limit": 0.2, "for": "00:05:00", "enabled": true}},
/// "vectors": {"trip": {"on": 5}}}}, "assets": {"SITE/CODE": {…}}}</c>. What isn't named stays; an asset's own numbers go over its type's. Immutable.
/// </summary>
public sealed record RuleChanges
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Everything stays.</summary>
    public static RuleChanges None { get; } = new();

    /// <summary>By key of the asset type.</summary>
    public IReadOnlyDictionary<string, Numbers> Types { get; init; } = new Dictionary<string, Numbers>();

    /// <summary>By site code, slash, asset code.</summary>
    public IReadOnlyDictionary<string, Numbers> Assets { get; init; } = new Dictionary<string, Numbers>();

    /// <exception cref="InvalidDataException">Not such a file, or it names a type, rule or baseline that there isn't; the message says which and what there is.</exception>
    public static RuleChanges Parse(string json, AssetTemplateCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        RuleChanges changes;
        try
        {
            changes = JsonSerializer.Deserialize<RuleChanges>(json, Strict) ?? None;
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"The changed rules can't be read: {problem.Message}");
        }

        foreach (var (type, numbers) in changes.Types)
        {
            if (!catalog.TryGet(type, out var template))
                throw new InvalidDataException($"There is no asset type '{type}'; there are {string.Join(", ", catalog.All.Select(known => known.Type))}.");
            Require(template, numbers);
        }

        return changes;
    }

    /// <summary>What holds for an asset, as changes to its own numbers.</summary>
    /// <exception cref="InvalidDataException">The file names a rule or baseline for this asset that its type hasn't.</exception>
    public AssetOverrides For(AssetEntry asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        var ofType = Types.GetValueOrDefault(asset.TypeKey)?.AsOverrides() ?? AssetOverrides.None;
        if (!Assets.TryGetValue($"{asset.SiteCode}/{asset.Code}", out var own)) return ofType;
        Require(asset.Template, own);
        return ofType.With(own.AsOverrides());
    }

    private static void Require(AssetTemplate template, Numbers numbers)
    {
        Require("rule", template.Type, numbers.Rules.Keys, [.. template.Rules.Select(rule => rule.Key)]);
        Require("learned baseline", template.Type, numbers.Vectors.Keys, [.. template.Vectors.Select(vector => vector.Definition.Key)]);
    }

    private static void Require(string what, string type, IEnumerable<string> keys, IReadOnlyList<string> known)
    {
        if (keys.FirstOrDefault(key => !known.Contains(key)) is { } strange)
            throw new InvalidDataException($"The type '{type}' has no {what} '{strange}'; it has {(known.Count == 0 ? "none" : string.Join(", ", known))}.");
    }

    /// <summary>Numbers that are changed; what is left out stays.</summary>
    public sealed record Numbers
    {
        /// <summary>By rule key.</summary>
        public IReadOnlyDictionary<string, RuleOverride> Rules { get; init; } = new Dictionary<string, RuleOverride>();

        /// <summary>By key of the learned baseline.</summary>
        public IReadOnlyDictionary<string, VectorOverride> Vectors { get; init; } = new Dictionary<string, VectorOverride>();

        internal AssetOverrides AsOverrides() => new() { Rules = Rules, Vectors = Vectors };
    }
}
