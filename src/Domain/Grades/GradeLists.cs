using Facilities.Domain.Contracts;

namespace Facilities.Domain.Grades;

/// <summary>The quarterly red and black lists, from closed months only. Months under appeal are none, and a quarter with fewer than three graded months isn't clean.</summary>
public static class GradeLists
{
    /// <param name="months">What was shown, by first day of the month.</param>
    /// <param name="quarter">The one asked for.</param>
    public static GradeListing Of(IReadOnlyDictionary<DateOnly, Grade> months, Quarter quarter)
    {
        ArgumentNullException.ThrowIfNull(months);
        var listing = GradeListing.None;
        if (months.Count == 0) return listing;
        for (var first = Quarter.Of(months.Keys.Min()).From; first <= quarter.From; first = first.AddMonths(3))
        {
            var shown = Enumerable.Range(0, 3).Select(n => months.GetValueOrDefault(first.AddMonths(n))).ToList();
            var (red, clean) = (shown.Contains(Grade.Red), shown.TrueForAll(grade => grade > Grade.Red));
            listing = red || (listing == GradeListing.Black && !clean) ? GradeListing.Black
                : listing == GradeListing.Black ? GradeListing.Delisted
                : shown.TrueForAll(grade => grade == Grade.Blue) ? GradeListing.Honour
                : GradeListing.None;
        }

        return listing;
    }
}
