namespace Facilities.Domain.Grades;

/// <summary>A fact that was counted.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its number in the database.</param>
/// <param name="Label">A fault's number; an inspection's template key.</param>
public sealed record GradeLink(GradeLinkKind Kind, int Id, string Label);
