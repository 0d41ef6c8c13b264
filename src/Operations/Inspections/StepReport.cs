namespace Facilities.Operations.Inspections;

/// <summary>What somebody found at one step; the value is in the step's unit.</summary>
public sealed record StepReport(string StepKey, bool InOrder, double? Value = null, string? Note = null);
