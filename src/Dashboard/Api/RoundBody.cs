using Facilities.Domain.Inspections;

namespace Facilities.Dashboard.Api;

/// <summary>The points of a round, in the order in which they are walked.</summary>
internal sealed record RoundBody(IReadOnlyList<RoundPoint> Points);
