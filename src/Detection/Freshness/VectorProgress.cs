namespace Facilities.Detection;

/// <summary>How far a learned baseline has come.</summary>
/// <param name="Vector">Key of the vector in the asset template.</param>
/// <param name="Rows">Rows seen so far.</param>
/// <param name="TrainingRows">Rows needed before it may alarm.</param>
/// <param name="Trained">True when it judges.</param>
/// <param name="Score">Last score in σ; 0 while training.</param>
public readonly record struct VectorProgress(string Vector, long Rows, int TrainingRows, bool Trained, double Score);
