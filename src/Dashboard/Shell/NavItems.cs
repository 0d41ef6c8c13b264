using Microsoft.AspNetCore.Components.Routing;

namespace Facilities.Dashboard.Shell;

/// <summary>The navigation, read at a glance.</summary>
internal static class NavItems
{
    public static IReadOnlyList<NavSection> Sections { get; } =
    [
        new(null,
        [
            new("/", "dashboard", "nav.overview", NavLinkMatch.All),
            new("/faults", "report", "nav.faults", NavLinkMatch.Prefix, "Crew", "Dispatcher", "Firm", "Regulator", "Admin"),
            new("/inspections", "fact_check", "nav.inspections", NavLinkMatch.Prefix),
        ]),
        new("nav.section.facilities", [new("/assets", "elevator", "nav.assets", NavLinkMatch.Prefix)]),
        new("nav.section.accountability", [new("/claims", "shield", "nav.claims", NavLinkMatch.Prefix, "Dispatcher", "Firm", "Regulator", "Admin", "Insurer")]),
        new("nav.section.system",
        [
            new("/intake", "router", "nav.intake", NavLinkMatch.Prefix, "Dispatcher", "Firm", "Admin"),
            new("/operations", "monitoring", "nav.operations", NavLinkMatch.Prefix, "Admin"),
            new("/settings", "settings", "nav.settings", NavLinkMatch.Prefix),
        ]),
    ];
}
