namespace Facilities.Dashboard.Api;

/// <summary>Ends a policy ahead of its terms.</summary>
/// <param name="LastDay">The last day with cover; today or later.</param>
internal sealed record PolicyEndBody(DateOnly LastDay);
