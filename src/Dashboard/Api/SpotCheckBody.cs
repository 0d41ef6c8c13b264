using Facilities.Domain.Sampling;

namespace Facilities.Dashboard.Api;

/// <summary>What was found on the spot.</summary>
internal sealed record SpotCheckBody(SpotCheckResult Result, string Note);
