namespace Facilities.Detection;

/// <summary>Like assets beside each other.</summary>
/// <param name="Median">In the signal's unit.</param>
/// <param name="Deviations">Of each asset, in robust deviations.</param>
/// <param name="Lone">The only one that stands out, by its place; null: none does, or several.</param>
public sealed record SisterView(double Median, IReadOnlyList<double> Deviations, int? Lone);
