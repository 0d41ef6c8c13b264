namespace Facilities.Detection;

/// <summary>What became of saved state.</summary>
/// <param name="Sources">Sources whose state was taken up.</param>
/// <param name="UnknownSources">Sources in the state that are not watched any more.</param>
/// <param name="ChangedParts">Points, rules and vectors left out because their definition changed.</param>
public readonly record struct DetectionLoadResult(int Sources, int UnknownSources, int ChangedParts);
