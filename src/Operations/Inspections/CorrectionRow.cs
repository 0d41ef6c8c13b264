using Facilities.Operations.Templates;

namespace Facilities.Operations.Inspections;

/// <summary>A correction beside a record.</summary>
public sealed record CorrectionRow(DateTimeOffset At, LocalizedName? By, string? StepKey, bool? InOrder, double? Value, string Note);
