namespace Facilities.Domain.Grades;

/// <summary>A fact that makes red by itself.</summary>
public sealed record GradeVeto(GradeVetoKind Kind, GradeLink Fact);
