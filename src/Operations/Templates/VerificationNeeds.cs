namespace Facilities.Operations.Templates;

/// <summary>What must have happened, at least, before a quiet soak counts as proof of a repair.</summary>
/// <param name="ActivityPoint">Counter or flag that shows activity (trips; starts of <c>run</c>); <c>null</c>: time alone is enough.</param>
/// <param name="MinimumActivity">Least increase of that counter, or number of rises of that flag.</param>
/// <param name="MinimumCoverage">Least share of the soak with data, 0..1.</param>
public sealed record VerificationNeeds(string? ActivityPoint, double MinimumActivity, double MinimumCoverage);
