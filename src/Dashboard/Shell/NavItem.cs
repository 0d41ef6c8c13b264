using System.Security.Claims;
using Facilities.Dashboard.Access;
using Facilities.Domain.Access;
using Microsoft.AspNetCore.Components.Routing;

namespace Facilities.Dashboard.Shell;

/// <summary>One entry of the navigation; what a role may not open is absent.</summary>
/// <param name="Right">What its page needs; null: only to be signed in.</param>
internal sealed record NavItem(string Href, string Icon, string TextKey, NavLinkMatch Match, Right? Right)
{
    public bool MaySee(ClaimsPrincipal user) => Right is not { } right || Landing.MayOpen(user, right);
}
