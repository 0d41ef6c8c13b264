using Facilities.Domain.Complaints;

namespace Facilities.Operations.Complaints;

/// <summary>Complaints of a quarter about something, beside those of two earlier ones.</summary>
/// <param name="Topic">Null: about anything.</param>
/// <param name="Subtopic">Null: of the whole topic.</param>
/// <param name="Count">In the quarter.</param>
/// <param name="YearBefore">In the same quarter of the year before; null: nothing at all is known of that quarter.</param>
/// <param name="HalfBefore">In the quarter half a year before; null likewise.</param>
/// <param name="Repeats">Of the quarter's, those about a building or equipment of which the same was complained of in the 90 days before.</param>
public sealed record ComplaintTally(ComplaintTopic? Topic, string? Subtopic, int Count, int? YearBefore, int? HalfBefore, int Repeats)
{
    /// <summary>+0.25: a quarter more than a year before; null: there was nothing to compare with.</summary>
    public double? OnYear => Change(YearBefore);

    /// <summary>The same against half a year before.</summary>
    public double? OnHalfYear => Change(HalfBefore);

    private double? Change(int? before) => before is > 0 and { } known ? ((double)Count / known) - 1 : null;
}
