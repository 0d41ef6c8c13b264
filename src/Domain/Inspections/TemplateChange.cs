namespace Facilities.Domain.Inspections;

/// <summary>A later wording of a rule.</summary>
/// <param name="From">First day on which it holds.</param>
public sealed record TemplateChange(DateOnly From, InspectionInterval Interval, string Basis, BasisMark Mark);
