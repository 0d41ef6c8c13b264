using Facilities.Domain.Faults;

namespace Facilities.Operations.Escalation;

/// <summary>The ladder in force for a severity.</summary>
/// <param name="Severity">Of the fault.</param>
/// <param name="Steps">As it is written, e.g. <c>5m second, 15m manager</c>.</param>
/// <param name="IsOwn">The community's own; false: the field's.</param>
public sealed record LadderRow(Severity Severity, string Steps, bool IsOwn);
