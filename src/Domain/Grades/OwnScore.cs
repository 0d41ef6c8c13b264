namespace Facilities.Domain.Grades;

/// <summary>A community's month by itself, before it is held against others and against the months before.</summary>
/// <param name="Points">0 to 100; null: too little was seen.</param>
/// <param name="Assets">By which it is weighed.</param>
/// <param name="Reasons">The four parts, the most points first; before them why there is no score.</param>
/// <param name="Vetoes">What makes it red.</param>
public sealed record OwnScore(double? Points, int Assets, IReadOnlyList<GradeReason> Reasons, IReadOnlyList<GradeReason> Vetoes);
