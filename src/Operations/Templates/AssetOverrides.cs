namespace Facilities.Operations.Templates;

/// <summary>What one asset has differently from its type. Serialises as JSON (System.Text.Json, web defaults).</summary>
public sealed record AssetOverrides
{
    /// <summary>By rule key.</summary>
    public IReadOnlyDictionary<string, RuleOverride> Rules { get; init; } = new Dictionary<string, RuleOverride>();

    /// <summary>By vector key.</summary>
    public IReadOnlyDictionary<string, VectorOverride> Vectors { get; init; } = new Dictionary<string, VectorOverride>();

    /// <summary>The asset's attributes as entered (numbers in invariant form); limits are computed from some of them.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
}
