namespace Facilities.Domain.Health;

/// <summary>A sign of wear that has moved the wrong way since the asset's first weeks.</summary>
/// <param name="Point">What moved.</param>
/// <param name="Share">By how much of its first level, above 0: 0.3 for 30 %.</param>
/// <param name="Sigma">The same in deviations of the first weeks' daily means.</param>
public sealed record HealthDrift(string Point, double Share, double Sigma);
