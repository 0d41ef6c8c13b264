namespace Facilities.Dashboard.Api;

/// <summary>An appeal against a closed month.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Reason">Why, at most 2,000 characters.</param>
internal sealed record GradeAppealBody(DateOnly Month, string Reason);
