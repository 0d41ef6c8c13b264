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
}
