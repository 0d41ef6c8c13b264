namespace Facilities.Detection;

/// <summary>What a trained baseline expects of one point.</summary>
/// <param name="Vector">Key of the vector in the asset template.</param>
/// <param name="Expected">Expected value now, in the point's unit; follows a tracked drift.</param>
/// <param name="Deviation">Standard deviation of single values in training, in the point's unit; above 0.</param>
/// <param name="TrainingRows">Rows that it was learned from.</param>
public readonly record struct LearnedRange(string Vector, double Expected, double Deviation, long TrainingRows)
{
    /// <summary>Three deviations: about one single value in 400 of a healthy asset lies outside.</summary>
    private const double Width = 3;

    public double Low => Expected - (Width * Deviation);

    public double High => Expected + (Width * Deviation);
}
