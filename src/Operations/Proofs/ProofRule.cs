using Facilities.Detection.Signatures;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Proofs;

/// <summary>What proves an inspection of a type of asset. Its limits become numbers with an asset's attributes.</summary>
public sealed class ProofRule
{
    private readonly Func<IReadOnlyDictionary<string, string>, (Signature? Signature, string? Missing)> _resolve;

    internal ProofRule(
        string key, string assetType, IReadOnlyList<string> proves, KeyValuePair<string, string>? when, bool needsPermit, TimeSpan reach, IReadOnlyDictionary<string, LocalizedName> stages,
        IReadOnlyList<string> points, Func<IReadOnlyDictionary<string, string>, (Signature? Signature, string? Missing)> resolve) =>
        (Key, AssetType, Proves, When, NeedsPermit, Reach, StageNames, Points, _resolve) = (key, assetType, proves, when, needsPermit, reach, stages, points, resolve);

    public string Key { get; }

    public string AssetType { get; }

    /// <summary>Keys of inspection templates.</summary>
    public IReadOnlyList<string> Proves { get; }

    /// <summary>Only for assets whose attribute has this value; null: all of the type.</summary>
    public KeyValuePair<string, string>? When { get; }

    /// <summary>Without a test permit of the asset it speaks for the work in part at most.</summary>
    public bool NeedsPermit { get; }

    /// <summary>How long after the claimed end the last stage may come.</summary>
    public TimeSpan Reach { get; }

    public IReadOnlyDictionary<string, LocalizedName> StageNames { get; }

    /// <summary>Keys of the stages that are measured in seconds; the others are counted.</summary>
    public required IReadOnlySet<string> TimedStages { get; init; }

    /// <summary>Keys of the stages that don't happen in ordinary use.</summary>
    public required IReadOnlySet<string> TellingStages { get; init; }

    /// <summary>Keys of points, those of telling stages first; <c>type/point</c> is of another asset in the community.</summary>
    public IReadOnlyList<string> Points { get; }

    public bool IsFor(IReadOnlyDictionary<string, string> attributes) => When is not { } when || (attributes.TryGetValue(when.Key, out var value) && value == when.Value);

    /// <summary>With an asset's numbers; null and the attribute that is missing when it can't be judged.</summary>
    public (Signature? Signature, string? Missing) For(IReadOnlyDictionary<string, string> attributes) => _resolve(attributes);
}
