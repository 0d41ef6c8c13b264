using Facilities.Domain.Faults;

namespace Facilities.Dashboard.Api;

/// <summary>What fault a complaint becomes.</summary>
/// <param name="Family">Fault family of the equipment's type; without it what the words mean, an open fault first.</param>
/// <param name="Severity">As the caller sees it; trapped people are always P1.</param>
internal sealed record ComplaintFaultBody(string? Family = null, Severity Severity = Severity.P3);
