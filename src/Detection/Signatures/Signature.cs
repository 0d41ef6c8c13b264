namespace Facilities.Detection.Signatures;

/// <summary>What proves a piece of work: stages, the first of which is where it begins. Limits are numbers already, of one asset.</summary>
/// <param name="Key">Stable, e.g. <c>fire-pump-start</c>.</param>
/// <param name="Stages">A stage comes behind the one that it names as <see cref="SignatureStage.After"/>.</param>
public sealed record Signature(string Key, IReadOnlyList<SignatureStage> Stages)
{
    public IEnumerable<string> Points => Stages.SelectMany(stage => stage.AnyOf.SelectMany(terms => terms).Select(term => term.Point).Concat(stage.LevelsOf is { } levels ? [levels] : Array.Empty<string>())).Distinct();
}
