namespace Facilities.Dashboard.Api;

/// <summary>A tighter interval.</summary>
/// <param name="Interval"><c>10d</c>, <c>half-month</c>, <c>3mo</c>.</param>
/// <param name="From">First day, tomorrow or later.</param>
internal sealed record TightenBody(string Interval, DateOnly From);
