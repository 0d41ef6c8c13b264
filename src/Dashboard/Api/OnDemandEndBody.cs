namespace Facilities.Dashboard.Api;

/// <summary>Which permit for on-demand maintenance is withdrawn, and the last day on which it holds.</summary>
internal sealed record OnDemandEndBody(string PermitNumber, DateOnly LastDay);
