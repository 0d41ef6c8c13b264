using Facilities.Domain.Inspections;

namespace Facilities.Operations.Inspections;

/// <summary>Another wording of a rule, from a day on.</summary>
public sealed record DutyChangeRow(DateOnly From, string Interval, string Basis, BasisMark Mark);
