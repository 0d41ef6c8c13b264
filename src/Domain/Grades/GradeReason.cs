namespace Facilities.Domain.Grades;

/// <summary>What took points, or made red.</summary>
/// <param name="Text">Code and parameters; worded by the page.</param>
/// <param name="Points">How many it took of <paramref name="Most"/>; below 0: it gave some; 0 for vetoes and for the reason why there is no grade.</param>
/// <param name="Most">What it can take; 0: it has no part in the sum.</param>
/// <param name="Links">Some of the facts counted, the heaviest first.</param>
public sealed record GradeReason(CodedText Text, double Points, double Most, IReadOnlyList<GradeLink> Links);
