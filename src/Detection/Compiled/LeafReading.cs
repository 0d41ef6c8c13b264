namespace Facilities.Detection;

/// <summary>What a leaf has to show, in one unit.</summary>
/// <param name="Value">The quantity that is compared; NaN when there is none.</param>
/// <param name="Expected">What the asset itself usually shows; null where nothing is learned.</param>
/// <param name="Limit">What was passed; NaN where there is no number.</param>
internal readonly record struct LeafReading(double Value, double? Expected, double Limit);
