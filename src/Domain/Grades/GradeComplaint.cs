namespace Facilities.Domain.Grades;

/// <summary>A complaint of the month.</summary>
/// <param name="Fact">Where to look.</param>
/// <param name="Hotline">It came by 12345.</param>
/// <param name="Repeat">The same matter was complained of before.</param>
/// <param name="RulesVersion">Version of the rules that believed it, of a hotline record; null: a person said so.</param>
public sealed record GradeComplaint(GradeLink Fact, bool Hotline, bool Repeat, int? RulesVersion = null);
