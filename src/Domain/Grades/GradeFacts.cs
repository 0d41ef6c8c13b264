namespace Facilities.Domain.Grades;

/// <summary>What a community's grade of one month is made of. The order of lists says nothing.</summary>
public sealed record GradeFacts
{
    /// <summary>In service.</summary>
    public int Assets { get; init; }

    /// <summary>0: not known; complaints don't count then.</summary>
    public int Households { get; init; }

    public IReadOnlyList<GradeFault> Faults { get; init; } = [];

    public IReadOnlyList<GradeComplaint> Complaints { get; init; } = [];

    public GradeInspections Inspections { get; init; } = GradeInspections.None;

    public IReadOnlyList<GradeVeto> Vetoes { get; init; } = [];

    /// <summary>Share of the month's asset-days in which enough was seen for a health score, 0 to 1; null: none was stored.</summary>
    public double? Coverage { get; init; }
}
