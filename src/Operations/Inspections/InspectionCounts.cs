namespace Facilities.Operations.Inspections;

/// <summary>Items of a span by how they ended.</summary>
/// <param name="OnTime">Done on time.</param>
/// <param name="Late">Done late.</param>
/// <param name="Missed">Never done.</param>
/// <param name="Overdue">Pending and late.</param>
/// <param name="Due">Pending and open now.</param>
/// <param name="Planned">Still to come.</param>
public sealed record InspectionCounts(int OnTime, int Late, int Missed, int Overdue, int Due, int Planned)
{
    /// <summary>Share of what had to be done by now that was done on time, 0–1; null when nothing had to be.</summary>
    public double? OnTimeShare => OnTime + Late + Missed + Overdue is > 0 and var all ? (double)OnTime / all : null;
}
