namespace Facilities.Operations.Inspections;

/// <summary>A tighter interval of a firm, from a day on.</summary>
public sealed record HouseRuleRow(DateOnly From, string Interval);
