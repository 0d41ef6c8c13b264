namespace Facilities.Detection;

/// <summary>What one hour changed.</summary>
/// <param name="State">Of the watch, afterwards.</param>
/// <param name="Score">Null: the hour was not judged.</param>
/// <param name="Expected">What the signals were expected to show, by place in the fit; null: not judged.</param>
/// <param name="Went">The alarm went on (true) or off (false); null: neither.</param>
public sealed record ResidualStep(ResidualState State, ResidualScore? Score, IReadOnlyList<double>? Expected, bool? Went);
