using Facilities.Domain;
using Facilities.Operations.Compliance;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>Items with what is claimed and what telemetry says; one of them is looked at.</summary>
public sealed partial class ComplianceItemTable
{
    [Parameter, EditorRequired]
    public IReadOnlyList<ComplianceItemRow> Rows { get; set; } = [];

    [Parameter]
    public InspectionItemId? Chosen { get; set; }

    [Parameter, EditorRequired]
    public Func<InspectionItemId, string> Link { get; set; } = _ => "";
}
