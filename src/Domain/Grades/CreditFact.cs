namespace Facilities.Domain.Grades;

/// <summary>A fact of the year that moves the credit.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Day">When, by the site's date.</param>
/// <param name="Fact">Where to look; null for a clean month.</param>
public sealed record CreditFact(CreditKind Kind, DateOnly Day, GradeLink? Fact);
