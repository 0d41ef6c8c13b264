namespace Facilities.Domain.Grades;

/// <summary>A complaint of the month.</summary>
/// <param name="Fact">Where to look.</param>
/// <param name="Hotline">It came by 12345.</param>
/// <param name="Repeat">The same matter was complained of before.</param>
public sealed record GradeComplaint(GradeLink Fact, bool Hotline, bool Repeat);
