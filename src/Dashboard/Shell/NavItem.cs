using System.Security.Claims;
using Microsoft.AspNetCore.Components.Routing;

namespace Facilities.Dashboard.Shell;

/// <summary>One entry of the navigation; what a role may not open is absent.</summary>
/// <param name="Roles">Names of the roles that see it; empty: everyone.</param>
internal sealed record NavItem(string Href, string Icon, string TextKey, NavLinkMatch Match, params string[] Roles)
{
    public bool MaySee(ClaimsPrincipal user) => Roles.Length == 0 || Array.Exists(Roles, user.IsInRole);
}
