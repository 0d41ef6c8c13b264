using Facilities.Operations.Inspections;

namespace Facilities.Dashboard.Pages.Inspections;

/// <summary>What is being filled in at one step.</summary>
internal sealed class StepEntry(InspectionStepRow row)
{
    public InspectionStepRow Row { get; } = row;

    public bool? InOrder { get; set; }

    public double? Value { get; set; }
}
