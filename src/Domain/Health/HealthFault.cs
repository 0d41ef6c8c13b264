using Facilities.Domain.Faults;

namespace Facilities.Domain.Health;

/// <summary>An open fault, as it weighs on the asset's health.</summary>
/// <param name="Severity">Its severity.</param>
/// <param name="Open">How long it has been open.</param>
/// <param name="Mode">Fault mode, for the reason's words.</param>
public sealed record HealthFault(Severity Severity, TimeSpan Open, string Mode);
