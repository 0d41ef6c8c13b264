using Facilities.Operations.Templates;

namespace Facilities.Operations.Compliance;

/// <summary>How the duties of a span stand. What is due but still in time counts for neither side.</summary>
/// <param name="Key">Id of the district, community, firm or asset, or the duty's key.</param>
/// <param name="Planned">Still to come.</param>
/// <param name="Due">To be done now, in time.</param>
/// <param name="OnTime">Done on time.</param>
/// <param name="Late">Done late.</param>
/// <param name="Missed">Never done.</param>
/// <param name="Overdue">Pending and late.</param>
/// <param name="Excused">With a permit.</param>
/// <param name="Proven">Of those done, by telemetry.</param>
/// <param name="NoData">Of those done: telemetry couldn't say. Those that telemetry never judges count nowhere.</param>
public sealed record ComplianceRow(string Key, LocalizedName Name, int Planned, int Due, int OnTime, int Late, int Missed, int Overdue, int Excused,
    int Proven, int Partly, int Contradicted, int NoData)
{
    /// <summary>What had to be done by now.</summary>
    public int Owed => OnTime + Late + Missed + Overdue;

    /// <summary>Share of what had to be done by now that was done on time, 0–1; null when nothing had to be.</summary>
    public double? OnTimeShare => Owed == 0 ? null : (double)OnTime / Owed;

    /// <summary>What telemetry was asked about, whatever it could say.</summary>
    public int Judged => Proven + Partly + Contradicted + NoData;

    /// <summary>Share of what telemetry judged that is proven, 0–1; null when it could judge nothing.</summary>
    public double? ProvenShare => Proven + Partly + Contradicted is > 0 and var judged ? (double)Proven / judged : null;

    /// <summary>What one column counts.</summary>
    public int Count(ComplianceOutcome outcome) => outcome switch
    {
        ComplianceOutcome.Planned => Planned,
        ComplianceOutcome.Due => Due,
        ComplianceOutcome.OnTime => OnTime,
        ComplianceOutcome.Late => Late,
        ComplianceOutcome.Overdue => Overdue,
        ComplianceOutcome.Missed => Missed,
        ComplianceOutcome.Excused => Excused,
        ComplianceOutcome.Proven => Proven,
        ComplianceOutcome.Partly => Partly,
        ComplianceOutcome.Contradicted => Contradicted,
        _ => NoData,
    };

    /// <summary>All rows of a table together.</summary>
    public static ComplianceRow Sum(IReadOnlyList<ComplianceRow> rows, LocalizedName name) => new(
        "", name, rows.Sum(row => row.Planned), rows.Sum(row => row.Due), rows.Sum(row => row.OnTime), rows.Sum(row => row.Late), rows.Sum(row => row.Missed), rows.Sum(row => row.Overdue),
        rows.Sum(row => row.Excused), rows.Sum(row => row.Proven), rows.Sum(row => row.Partly), rows.Sum(row => row.Contradicted), rows.Sum(row => row.NoData));
}
