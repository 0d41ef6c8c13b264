namespace Facilities.Domain.Grades;

/// <summary>A month's grade with its reasons, before the months before it are looked at (<see cref="GradeCourse"/>).</summary>
/// <param name="Grade">Red by a veto whatever the score.</param>
/// <param name="Score">0 to 100; null: too little was seen.</param>
/// <param name="Reasons">Those of the community itself, and what it gained or lost by being small; 100 less their points is the score.</param>
/// <param name="Vetoes">What makes it red.</param>
public sealed record GradeResult(Grade Grade, int? Score, IReadOnlyList<GradeReason> Reasons, IReadOnlyList<GradeReason> Vetoes);
