namespace Facilities.Dashboard.Pages.Compliance;

/// <summary>What stands in the address, unread.</summary>
internal sealed record ComplianceQueryString(
    string? Period = null, string? From = null, string? Until = null, string? By = null, string? District = null, string? Community = null, string? Asset = null, string? Firm = null,
    string? Template = null, string? Of = null, string? Item = null);
