namespace Facilities.Dashboard.Api;

/// <summary>An interval under a permit for on-demand maintenance.</summary>
/// <param name="Interval"><c>30d</c>, <c>1mo</c>.</param>
/// <param name="From">First day, tomorrow or later.</param>
/// <param name="Until">Last day.</param>
internal sealed record OnDemandBody(string Interval, DateOnly From, DateOnly Until, string PermitNumber);
