namespace Facilities.Operations.Compliance;

/// <summary>A column of the compliance table: which items it counts.</summary>
public enum ComplianceOutcome
{
    Planned,
    Due,
    OnTime,
    Late,
    Overdue,
    Missed,
    Excused,
    Proven,
    Partly,
    Contradicted,
    NoData,
}
