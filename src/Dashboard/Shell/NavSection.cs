using System.Security.Claims;

namespace Facilities.Dashboard.Shell;

/// <summary>A group of entries under an optional title, which is absent with its last entry.</summary>
internal sealed record NavSection(string? TitleKey, IReadOnlyList<NavItem> Items)
{
    public bool HasAnyFor(ClaimsPrincipal user) => Items.Any(item => item.MaySee(user));
}
