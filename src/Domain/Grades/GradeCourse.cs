namespace Facilities.Domain.Grades;

/// <summary>
/// What is shown, given the months before: worse at once, better only when two closed months in a row were better than what is shown. A month that isn't graded
/// shows so, breaks the row, and is no way out: the next graded one goes on from the last graded one.
/// </summary>
public static class GradeCourse
{
    /// <param name="month">The month's own grade.</param>
    /// <param name="isClosed">The month is over; a running one never betters anything.</param>
    /// <param name="shown">What the last closed and graded month showed; null: there is none.</param>
    /// <param name="before">The own grade of the closed month right before; null: there is none.</param>
    public static Grade Shown(Grade month, bool isClosed, Grade? shown, Grade? before)
    {
        if (month == Grade.NotGraded || shown is not { } last || last == Grade.NotGraded || month <= last) return month;
        return isClosed && before is { } good && good > last ? (Grade)Math.Min((int)month, (int)good) : last;
    }
}
