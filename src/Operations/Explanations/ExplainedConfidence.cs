namespace Facilities.Operations.Explanations;

/// <summary>How sure it is, and what that rests on.</summary>
/// <param name="Value">What to believe, 0 to 1: the detector's own, moved by what came of its findings.</param>
/// <param name="Stated">The detector's own.</param>
/// <param name="Real">Faults that the same rule opened on this type of asset within a year, in the reader's scope, and that were worked off.</param>
/// <param name="FalseAlarms">Those of them that people rejected as false alarms.</param>
public sealed record ExplainedConfidence(double Value, double Stated, int Real, int FalseAlarms);
