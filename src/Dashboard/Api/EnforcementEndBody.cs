using Facilities.Domain.Enforcement;

namespace Facilities.Dashboard.Api;

/// <summary>Enters an authority's result, or takes a case back.</summary>
internal sealed record EnforcementEndBody(EnforcementAction Action, string Words);
