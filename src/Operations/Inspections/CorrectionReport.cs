namespace Facilities.Operations.Inspections;

/// <summary>What was wrong in a record.</summary>
/// <param name="Note">Why; asked for.</param>
/// <param name="StepKey">A step of the checklist; null: the record as a whole.</param>
/// <param name="InOrder">The step as it really was; one that wasn't in order opens its fault.</param>
/// <param name="Value">In the step's unit.</param>
public sealed record CorrectionReport(string Note, string? StepKey = null, bool? InOrder = null, double? Value = null);
