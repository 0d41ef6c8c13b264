namespace Facilities.Operations.Templates;

/// <summary>What one asset has differently from its type. Serialises as JSON (System.Text.Json, web defaults).</summary>
public sealed record AssetOverrides
{
    /// <summary>Everything as in the type.</summary>
    public static AssetOverrides None { get; } = new();

    /// <summary>By rule key.</summary>
    public IReadOnlyDictionary<string, RuleOverride> Rules { get; init; } = new Dictionary<string, RuleOverride>();

    /// <summary>By vector key.</summary>
    public IReadOnlyDictionary<string, VectorOverride> Vectors { get; init; } = new Dictionary<string, VectorOverride>();

    /// <summary>The asset's attributes as entered (numbers in invariant form); limits are computed from some of them.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>By point key: how often this asset reports it (a battery-powered sensor reports less often).</summary>
    public IReadOnlyDictionary<string, TimeSpan> Intervals { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>By point key: since when another sensor measures it.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Replaced { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>These with others over them, parameter by parameter; attributes, intervals and replaced sensors stay.</summary>
    public AssetOverrides With(AssetOverrides changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return this with
        {
            Rules = Merged(Rules, changes.Rules, static (own, other) => new RuleOverride
            {
                Limit = other.Limit ?? own.Limit,
                Clear = other.Clear ?? own.Clear,
                For = other.For ?? own.For,
                Enabled = other.Enabled ?? own.Enabled,
            }),
            Vectors = Merged(Vectors, changes.Vectors, static (own, other) => new VectorOverride
            {
                TrainingRows = other.TrainingRows ?? own.TrainingRows,
                On = other.On ?? own.On,
                Off = other.Off ?? own.Off,
            }),
        };
    }

    private static Dictionary<string, T> Merged<T>(IReadOnlyDictionary<string, T> own, IReadOnlyDictionary<string, T> changes, Func<T, T, T> merge)
    {
        var merged = own.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, change) in changes) merged[key] = merged.TryGetValue(key, out var known) ? merge(known, change) : change;
        return merged;
    }
}
