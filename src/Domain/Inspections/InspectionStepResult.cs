namespace Facilities.Domain.Inspections;

/// <summary>What somebody found at one step.</summary>
public sealed class InspectionStepResult
{
    private InspectionStepResult()
    {
    }

    public InspectionStepResult(string stepKey, bool inOrder, double? value = null, string? note = null)
    {
        StepKey = stepKey;
        InOrder = inOrder;
        Value = value;
        Note = note;
    }

    public long Id { get; private set; }

    public InspectionItemId ItemId { get; private set; }

    public string StepKey { get; private set; } = "";

    /// <summary>By the person's word.</summary>
    public bool InOrder { get; private set; }

    /// <summary>In the step's unit.</summary>
    public double? Value { get; private set; }

    public string? Note { get; private set; }
}
