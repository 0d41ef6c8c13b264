namespace Facilities.Domain.Health;

/// <summary>A score with its reasons.</summary>
/// <param name="Score">0 to 100; null: too little is seen of it to say.</param>
/// <param name="Reasons">What took points, the most first; without a score why there is none, and what is known to be wrong.</param>
public sealed record HealthResult(int? Score, IReadOnlyList<HealthReason> Reasons);
