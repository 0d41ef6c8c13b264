using Facilities.Domain.Access;
using Microsoft.AspNetCore.Components.Routing;

namespace Facilities.Dashboard.Shell;

/// <summary>The navigation, read at a glance.</summary>
internal static class NavItems
{
    public static IReadOnlyList<NavSection> Sections { get; } =
    [
        new(null,
        [
            new("/", "dashboard", "nav.overview", NavLinkMatch.All, Right.ViewFaults),
            new("/faults", "report", "nav.faults", NavLinkMatch.Prefix, Right.ViewFaults),
            new("/duty", "badge", "nav.duty", NavLinkMatch.Prefix, Right.ViewDuty),
            new("/inspections", "fact_check", "nav.inspections", NavLinkMatch.Prefix, Right.ViewInspections),
        ]),
        new("nav.section.facilities",
        [
            new("/assets", "elevator", "nav.assets", NavLinkMatch.Prefix, Right.ViewAssets),
            new("/diagrams", "account_tree", "nav.diagrams", NavLinkMatch.Prefix, Right.ViewAssets),
            new("/models", "query_stats", "nav.models", NavLinkMatch.Prefix, Right.SetThresholds),
        ]),
        new("nav.section.accountability",
        [
            new("/compliance", "verified_user", "nav.compliance", NavLinkMatch.Prefix, Right.ViewInspections),
            new("/contracts", "description", "nav.contracts", NavLinkMatch.Prefix, Right.ViewFaults),
            new("/supervision", "casino", "nav.supervision", NavLinkMatch.Prefix, Right.Supervise),
            new("/grades", "workspace_premium", "nav.grades", NavLinkMatch.Prefix, Right.ViewGrades),
            new("/complaints", "campaign", "nav.complaints", NavLinkMatch.Prefix, Right.ViewComplaints),
            new("/effect", "query_stats", "nav.effect", NavLinkMatch.Prefix, Right.ViewFaults),
            new("/claims", "shield", "nav.claims", NavLinkMatch.Prefix, Right.ViewClaims),
            new("/policies", "contract", "nav.policies", NavLinkMatch.Prefix, Right.ViewClaims),
            new("/ledger", "account_balance", "nav.ledger", NavLinkMatch.Prefix, Right.ViewLedger),
        ]),
        new("nav.section.system",
        [
            new("/intake", "router", "nav.intake", NavLinkMatch.Prefix, Right.ViewIntake),
            new("/operations", "monitoring", "nav.operations", NavLinkMatch.Prefix, Right.ViewOperations),
            new("/deliveries", "send", "nav.deliveries", NavLinkMatch.Prefix, Right.ViewFaults),
            new("/calendars", "calendar_month", "nav.calendars", NavLinkMatch.Prefix, Right.ViewDuty),
            new("/settings", "settings", "nav.settings", NavLinkMatch.Prefix, null),
        ]),
    ];
}
