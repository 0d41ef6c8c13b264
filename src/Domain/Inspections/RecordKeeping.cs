namespace Facilities.Domain.Inspections;

/// <summary>How long records are kept at least; before that nobody deletes them.</summary>
/// <param name="Key">Class of records, e.g. <c>elevator</c>.</param>
/// <param name="Years">From the day the work ended.</param>
public sealed record RecordKeeping(string Key, int Years, string Basis, BasisMark Mark)
{
    /// <summary>The last day on which a record must still be there.</summary>
    /// <param name="ended">The day the work ended; of one that was never done, its due date.</param>
    public DateOnly Until(DateOnly ended) => ended.AddYears(Years);

    /// <summary>Where no rule says anything.</summary>
    public static RecordKeeping Own { get; } = new("own", 2, "default", BasisMark.Default);
}
