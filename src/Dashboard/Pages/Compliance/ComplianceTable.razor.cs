using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Operations.Compliance;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>How the duties of a span stand; a name leads one level down, a number to the items that it counts.</summary>
public sealed partial class ComplianceTable
{
    /// <summary>Null: what had to be done by now.</summary>
    private static readonly (string Key, ComplianceOutcome? Outcome)[] Columns =
    [
        ("col.planned", ComplianceOutcome.Planned), ("col.due", ComplianceOutcome.Due), ("col.owed", null), ("col.onTime", ComplianceOutcome.OnTime), ("col.late", ComplianceOutcome.Late),
        ("col.overdue", ComplianceOutcome.Overdue), ("col.missed", ComplianceOutcome.Missed), ("col.excused", ComplianceOutcome.Excused),
    ];

    [Parameter, EditorRequired]
    public ComplianceBy By { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<ComplianceRow> Rows { get; set; } = [];

    [Parameter, EditorRequired]
    public ComplianceRow All { get; set; } = default!;

    /// <summary>Address one level below a row; null: there is none.</summary>
    [Parameter, EditorRequired]
    public Func<ComplianceRow, string?> Below { get; set; } = _ => null;

    /// <summary>Address of the items that a number counts.</summary>
    [Parameter, EditorRequired]
    public Func<ComplianceRow, ComplianceOutcome, string> Counted { get; set; } = (_, _) => "";

    private static string? Tone(ComplianceOutcome outcome) => outcome switch
    {
        ComplianceOutcome.Overdue => "red b",
        ComplianceOutcome.Missed => "org b",
        ComplianceOutcome.Late => "org",
        _ => null,
    };

    private static string Share(double? share) => share is { } known ? (100 * known).ToString("0.0", CultureInfo.InvariantCulture) + " %" : DisplayFormat.NoValue;
}
